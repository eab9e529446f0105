import { playSeeds } from './part.ts';

playSeeds(501, 500);
