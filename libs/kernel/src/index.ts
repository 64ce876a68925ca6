export * from './clock.js';
export * from './dates.js';
export * from './errors.js';
export * from './events.js';
export * from './ids.js';
export * from './pagination.js';
export * from './text.js';
export * from './workflow.js';
