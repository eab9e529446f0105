import { openDatabase } from '../../engine/store/index.ts';
import { slowMigrations } from './slow-migrations.ts';

/** Opens a database of before, which takes a while, and ends; somebody may end it sooner. */
const [file = ''] = process.argv.slice(2);
const opened = await openDatabase(file, slowMigrations, () => new Date());
if (!opened.ok) throw new Error(opened.error.message);
opened.value.close();
