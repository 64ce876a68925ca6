import { createContext, use } from 'react';
import type { FaceFragment } from '../gql/graphql.js';

export const PresenceContext = createContext<readonly FaceFragment[]>([]);

/** Everybody who is in the open partnership now. */
export const usePresence = (): readonly FaceFragment[] => use(PresenceContext);
