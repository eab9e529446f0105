export { defaultDataFolder } from './data-folder.ts';
