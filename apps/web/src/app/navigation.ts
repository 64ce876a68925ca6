import { Building2, FileInput, House, ListTodo, ShieldCheck } from 'lucide-react';
import type { MessageId } from '../i18n/messages.js';

/** Only what exists. */
export const navigation = [
  { to: '/', label: 'nav.today', icon: House },
  { to: '/taken', label: 'nav.tasks', icon: ListTodo },
  { to: '/verzoeken', label: 'nav.requests', icon: FileInput },
  { to: '/samenwerking', label: 'nav.partnership', icon: Building2 },
  { to: '/beheer', label: 'nav.admin', icon: ShieldCheck, forAdministrators: true },
] as const satisfies readonly { to: string; label: MessageId; icon: unknown; forAdministrators?: true }[];
