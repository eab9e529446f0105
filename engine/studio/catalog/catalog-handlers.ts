import { procedures, type StudioServices } from '../services.ts';

export function catalogHandlers({ catalog }: StudioServices) {
  return {
    packs: procedures.catalog.packs.handler(() => [...catalog.packs]),
  };
}
