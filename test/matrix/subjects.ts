/** Everything with an id: what it is, of which partnership, person or task it is, and for whom a comment is meant. */
export const SUBJECTS = `
  select id, 'Partnership' as type, id as partnership, null::uuid as account, null::uuid as task, null as audience
         from partnerships.partnerships
  union all select epoch, 'Stream', id, null, null, null from live.streams
  union all select id, 'PartnershipMember', partnership_id, null, null, null from partnerships.members
  union all select id, 'PartnershipStatusChange', partnership_id, null, null, null from partnerships.status_changes
  union all select id, 'IntegrationOfficer', partnership_id, null, null, null from officers.appointments
  union all select id, 'CoordinationTask', partnership_id, null, null, null from coordination.tasks
  union all select id, 'ChecklistItem', partnership_id, null, task_id, null from coordination.checklist_items
  union all select id, 'CustomField', partnership_id, null, null, null from coordination.custom_fields
  union all select id, 'TaskTemplate', partnership_id, null, null, null from coordination.task_templates
  union all select id, 'Label', partnership_id, null, null, null from coordination.labels
  union all select id, 'TaskComment', partnership_id, null, task_id, audience from coordination.comments
  union all select id, 'SavedView', partnership_id, case audience when 'OWN' then account_id end, null, null
            from coordination.saved_views
  union all select id, 'TaskBulkChange', partnership_id, account_id, null, null from coordination.bulk_changes
  union all select id, 'TaskImport', partnership_id, account_id, null, null from coordination.task_imports
  union all select id, 'ReactionSharingDecision', partnership_id, null, null, null from requests.sharing_decisions
  union all select id, 'Attachment', partnership_id, null, owner_id, null from files.attachments
            where owner_type = 'CoordinationTask'
  union all select id, 'Participation', partnership_id, null, null, null from access.participations
  union all select m.id, case a.kind when 'SERVICE' then 'SystemMandate' else 'Mandate' end, partnership_id, account_id, null, null
            from access.mandates m join access.accounts a on a.id = account_id
  union all select id, 'Session', null, account_id, null, null from access.sessions
  union all select id, 'Invitation', partnership_id, null, null, null from access.invitations
  union all select id, 'ServiceClient', partnership_id, null, null, null from access.service_clients
  union all select id, 'ServiceClientKey', partnership_id, null, null, null from access.service_client_keys
  union all select id, 'Notification', partnership_id, account_id, subject_id, null from notifications.items
  union all select id, 'Person', null, id, null, null from access.accounts
  order by 2, 3, 1`;

/** What belongs to a request; `own` says of notes and their files whether they stay in one organisation. */
export const OF_REQUESTS = `
  select id, 'Request' as type, partnership_id as partnership, id as request, false as own from requests.requests
  union all select id, 'RequestEntry', partnership_id, request_id, false from requests.entries
  union all select id, 'RequestNote', partnership_id, request_id, audience = 'OWN_ORGANISATION' from requests.notes
  union all select id, 'RequestAnswer', partnership_id, request_id, false from requests.answers
  union all select id, 'RequestCommitment', partnership_id, request_id, false from requests.commitments
  union all select id, 'RequestExtension', partnership_id, request_id, false from requests.extensions
  union all select id, 'RequestEscalation', partnership_id, request_id, false from requests.escalations
  union all select a.id, 'Attachment', a.partnership_id, coalesce(e.request_id, w.request_id, n.request_id, a.owner_id),
                   n.audience = 'OWN_ORGANISATION'
            from files.attachments a left join requests.entries e on e.id = a.owner_id
            left join requests.answers w on w.id = a.owner_id left join requests.notes n on n.id = a.owner_id
            where a.owner_type like 'Request%'
  order by 2, 3, 1`;
