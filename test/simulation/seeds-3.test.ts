import { playSeeds } from './part.ts';

playSeeds(1001, 500);
