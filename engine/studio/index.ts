export { type AddedPacks, addedPacksFolder, joinPacks, readAddedPacks, readPack } from './added-packs.ts';
export { type ChangeFeed, createChangeFeed, type Every } from './changes.ts';
export { type OpenStudioError, type OpenStudioOptions, openStudio, type Studio } from './open-studio.ts';
export { createStudioRouter, type StudioRouter } from './router.ts';
export type { StudioServices } from './services.ts';
