import { playSeeds } from './part.ts';

playSeeds(1, 500);
