import { playSeeds } from './part.ts';

playSeeds(1501, 500);
