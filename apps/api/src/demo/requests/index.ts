import type { DemoRequest } from '../demo.model.js';
import { blankaartRequests } from './blankaart.data.js';
import { midwestRequests } from './midwest.data.js';

/** The requests of each partnership, by its key. */
export const demoRequests: Record<string, DemoRequest[]> = {
  'midwest-oost': midwestRequests,
  blankaart: blankaartRequests,
};
