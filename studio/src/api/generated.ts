// Written by `npm run types` from api/openapi.yaml. Change the server, not this file.
import type { Json } from './json';

export interface paths {
    "/api/v1/apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["resource_apply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["run_approval_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["run_approval_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals/{id}/votes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["run_approval_vote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["audit_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/installation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["audit_ofInstallation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cache": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["cache_list"];
        put?: never;
        post?: never;
        delete: operations["cache_purge"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/call/{capability}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["call_call"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/capabilities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["capability_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/capabilities/matrix": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["capability_matrix"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/capabilities/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["capability_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["session_code"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["connection_finish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections/{attempt}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["connection_attempt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connectors/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["connector_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["decision_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/decisions/scores": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["feedback_scores"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/decisions/volume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["decision_volume"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/decisions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["decision_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/decisions/{id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["decision_content"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/decisions/{id}/feedback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["feedback_of"];
        put?: never;
        post: operations["feedback_give"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/decisions/{id}/recompute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["decision_recompute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/{type}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["custom_event_raise"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/guardrails/findings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["guardrail_findings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/guardrails/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["guardrail_test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/heads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["head_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/heads/trainings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["head_training"];
        put?: never;
        post?: never;
        delete: operations["head_cancel"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/heads/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["head_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/heads/{id}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["head_rollback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/heads/{id}/trainings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["head_train"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/heads/{id}/trainings/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["head_trainByFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/heads/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["head_withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/identities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["people_own"];
        put?: never;
        post: operations["people_link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/identities/linked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["people_finish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/identities/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["people_unlink"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/issuers/clients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["issuerClient_list"];
        put?: never;
        post: operations["issuerClient_give"];
        delete: operations["issuerClient_release"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["key_list"];
        put?: never;
        post: operations["key_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["key_create_1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["key_get"];
        put?: never;
        post?: never;
        delete: operations["key_revoke"];
        options?: never;
        head?: never;
        patch: operations["key_edit"];
        trace?: never;
    };
    "/api/v1/keys/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["key_rotate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["limit_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/limits/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["approval_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/limits/approvals/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["approval_withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/limits/budget/{id}/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["approval_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/limits/{kind}/{id}/settle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["settle_settle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["tenantMetrics_scrapeTenants"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/openapi.yaml": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["api_description"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["people_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["people_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plugins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["plugin_list"];
        put?: never;
        post: operations["pluginVersion_install"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plugins/reload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["plugin_reload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plugins/try": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["pluginTrial_tried"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plugins/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["pluginVersion_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plugins/{id}/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["pluginVersion_diff"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plugins/{id}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["pluginVersion_rollback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plugins/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["pluginVersion_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plugins/{id}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["pluginVersion_version"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["provider_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/providers/probe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["probe_whole"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/providers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["provider_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/providers/{id}/connect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["connection_begin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/providers/{id}/connection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["connection_connection"];
        put?: never;
        post?: never;
        delete: operations["connection_end"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/providers/{id}/consent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["consent_wanted"];
        put?: never;
        post: operations["consent_agree"];
        delete: operations["consent_withdraw"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/providers/{id}/default": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["provider_default"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/providers/{id}/documents/{collection}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["provider_addDocuments"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/providers/{id}/rehearsals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["rehearsal_begin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/providers/{id}/rehearsals/outlook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["rehearsal_outlook"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/providers/{id}/removal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["provider_removal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rehearsals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["rehearsal_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rehearsals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["rehearsal_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rehearsals/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["rehearsal_end"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/resources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["resource_listAll"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/resources/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["resource_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/resources/{kind}/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["resource_get"];
        put?: never;
        post?: never;
        delete: operations["resource_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/resources/{kind}/{id}/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["resource_diff"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/resources/{kind}/{id}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["resource_rollback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/resources/{kind}/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["resource_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/resources/{kind}/{id}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["resource_version"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/routes/replays": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["route_replay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/routes/replays/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["route_replay_1"];
        put?: never;
        post?: never;
        delete: operations["route_cancel"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/routes/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["route_test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/routes/{id}/learning": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["learning_of"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/routes/{id}/rollout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["rollout_of"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/routes/{id}/rollout/advance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["rollout_advance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/routes/{id}/rollout/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["rollout_pause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/routes/{id}/rollout/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["rollout_resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/routes/{id}/rollout/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["rollout_stop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["run_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["runBulk_start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/bulk/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["runBulk_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/bulk/{id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["runBulk_stop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["run_counts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["run_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/again": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["run_again"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["run_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["standstill_end"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/input": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["value_input"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/output": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["value_output"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["run_pause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/repair": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["standstill_repair"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["run_resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/signals/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["run_signal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/skip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["standstill_skip"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/steps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["step_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/steps/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["step_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/steps/{key}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["step_answer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/steps/{key}/input": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["value_stepInput"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/steps/{key}/output": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["value_stepOutput"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["timeline_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schemas/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["api_schema"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/secrets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["secret_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/secrets/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["secret_rotate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/secrets/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["secret_get"];
        put: operations["secret_put"];
        post?: never;
        delete: operations["secret_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/secrets/{name}/hosts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["secret_bind"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/secrets/{name}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["secret_rollBack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/secrets/{name}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["secret_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["session_current"];
        put?: never;
        post: operations["session_signIn"];
        delete: operations["session_signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["signIn_ways"];
        put?: never;
        post: operations["signIn_begin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-in/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["signIn_show"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["template_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/templates/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["template_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/templates/{id}/drafts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["template_use"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["tenant_list"];
        put?: never;
        post: operations["tenant_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["tenant_admit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/triggers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["trigger_list"];
        put?: never;
        post: operations["trigger_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/triggers/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["trigger_preview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/triggers/starts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["trigger_startsOf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/triggers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["trigger_get"];
        put: operations["trigger_update"];
        post?: never;
        delete: operations["trigger_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/triggers/{id}/form": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["triggerForm_fill"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/triggers/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["trigger_pause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/triggers/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["trigger_resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/triggers/{id}/starts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["trigger_starts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/triggers/{id}/starts/{start}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["trigger_retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/triggers/{id}/try": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["trigger_attempt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["usage_figures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/usage/recommendations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["recommendation_recommendations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/usage/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["usage_rows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/usage/savings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["savings_savings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["webhook_list"];
        put?: never;
        post: operations["webhook_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["delivery_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/deliveries/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["delivery_counts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/deliveries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["delivery_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/deliveries/{id}/body": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["delivery_body"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/deliveries/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["delivery_replay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["webhook_get"];
        put?: never;
        post?: never;
        delete: operations["webhook_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}/former": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["webhook_acceptFormer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["webhook_rotate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["webhook_secret"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflow-drafts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["draft_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["workflow_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["workflow_check"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/edit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["workflow_edit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["workflow_test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["workflow_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{id}/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["case_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{id}/cases/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["case_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{id}/cases/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["case_get"];
        put: operations["case_save"];
        post?: never;
        delete: operations["case_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{id}/cases/{name}/record": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["case_record"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{id}/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["draft_get"];
        put: operations["draft_save"];
        post?: never;
        delete: operations["draft_end"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{id}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["draft_publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{id}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["run_start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/callbacks/{token}/{step}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["callback_call"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/connect/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["connection_callback"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/connect/finish.js": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["connection_script"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/connect/page.css": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["connection_style"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["health_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["health_live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["health_ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/hooks/in/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["triggerWebhook_call"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/hooks/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["hook_receive"];
        put?: never;
        post: operations["hook_receive_1"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["metrics_scrape"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/signin/callback/{tenant}/{issuer}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["signIn_finish"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/signin/link.js": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["signIn_script"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/votes/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["voteLink_show"];
        put?: never;
        post: operations["voteLink_vote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Absent: {
            /** Format: int32 */
            line: number;
            path: string;
            why: string;
        };
        Account: {
            id: string;
            way: string;
            issuer: string;
            subject: string;
            name: string;
            /** Format: date-time */
            linkedAt: string;
            /** Format: date-time */
            seenAt: string;
        };
        AdmittedTenant: {
            tenant: components["schemas"]["Named"];
            key: string;
        };
        AgainFrom: {
            from?: string;
            input?: {
                [key: string]: unknown;
            };
            anew?: boolean;
        };
        Applied: {
            applied: components["schemas"]["AppliedResource"][];
        };
        AppliedResource: {
            kind: string;
            id: string;
            /** Format: int32 */
            version: number;
            changed: boolean;
            notes: string[];
        };
        ApprovalAnswer: {
            provider: string;
            account: string;
            name: string;
            choice: string;
            state: string;
            user?: string;
            problem?: string;
            /** Format: date-time */
            at: string;
        };
        ApprovalNotice: {
            /** Format: date-time */
            at: string;
            kind: string;
            to: string[];
        };
        ApprovalNotification: {
            id: string;
            capability: string;
            state: string;
            problem?: string;
            /** Format: date-time */
            at: string;
        };
        ApprovalView: {
            id: string;
            budget: string;
            period?: string;
            amount?: string;
            currency?: string;
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            until?: string;
            by: string;
            reason?: string;
            /** Format: date-time */
            at: string;
            state: string;
            withdrawn?: components["schemas"]["ApprovalWithdrawn"];
        };
        ApprovalVote: {
            choice: string;
            by: string;
            user: string;
            /** Format: date-time */
            at: string;
            form: Json;
        };
        ApprovalWithdrawn: {
            by: string;
            reason?: string;
            /** Format: date-time */
            at: string;
        };
        ArmOfStep: {
            step: string;
            /** @enum {string} */
            kind: "branch" | "catch" | "run" | "skip";
            /** Format: int32 */
            arm?: number;
            when?: string;
        };
        ArmTaken: {
            id: string;
            /** Format: int32 */
            taken: number;
        };
        ArmView: {
            when?: string;
            else?: boolean;
            steps: components["schemas"]["StepView"][];
        };
        Asked: {
            model?: string;
            /** Format: int64 */
            inputTokens: number;
            /** Format: int32 */
            maxOutputTokens?: number;
            abilities: string[];
        };
        AskingBudget: {
            id: string;
            scope: string;
        };
        Attempt: {
            /** Format: int32 */
            n: number;
            provider: string;
            offer: string;
            marks: string[];
            /** Format: double */
            startedMs: number;
            /** Format: double */
            durationMs: number;
            /** @enum {string} */
            outcome: "ok" | "failed" | "cancelled";
            failure?: components["schemas"]["FailureView"];
            injected: boolean;
            sameProvider: boolean;
            resumed: boolean;
            hedged: boolean;
            used: {
                [key: string]: number;
            };
            prices: components["schemas"]["UnitPrice"][];
            cost: components["schemas"]["Money"];
            estimated: boolean;
            /** Format: double */
            firstMs?: number;
        };
        AttemptCount: {
            /** Format: int32 */
            total: number;
            /** Format: int32 */
            failed: number;
        };
        AuditLine: {
            /** Format: int64 */
            sequence: number;
            entry: Json;
        };
        BegunConnection: {
            attempt: string;
            authorize: string;
            /** Format: date-time */
            expires: string;
        };
        BegunSignIn: {
            authorize: string;
        };
        Bin: {
            /** Format: date-time */
            from: string;
            /** Format: int64 */
            total: number;
            /** Format: int64 */
            failed: number;
        };
        Breach: {
            route: string;
            required: string;
            offer: string;
            /** Format: int64 */
            calls: number;
        };
        Breaker: {
            /** @enum {string} */
            state: "closed" | "open" | "half_open";
            /** Format: int32 */
            failed: number;
            /** Format: int32 */
            of: number;
            /** Format: int32 */
            admits: number;
            /** Format: date-time */
            openedAt?: string;
            reason?: string;
        };
        BreakerChange: {
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            state: "closed" | "open" | "half_open";
            /** Format: int32 */
            admits: number;
            reason: string;
            model?: string;
            operation?: string;
        };
        BreakerSeen: {
            /** @enum {string} */
            state: "closed" | "open" | "half_open";
            /** Format: int32 */
            failed: number;
            /** Format: int32 */
            of: number;
            /** Format: int32 */
            admits: number;
        };
        BreakerSpan: {
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            /** @enum {string} */
            state: "closed" | "open" | "half_open";
            /** Format: int32 */
            admits: number;
        };
        BreakerView: {
            provider: string;
            spans: components["schemas"]["BreakerSpan"][];
        };
        Build: {
            version: string;
        };
        BulkProblem: {
            run: string;
            why: string;
        };
        BulkQuery: {
            workflow?: string;
            state?: string;
            labels?: string;
            since?: string;
            until?: string;
        };
        BulkStart: {
            verb?: string;
            query?: components["schemas"]["BulkQuery"];
        };
        Cached: {
            decision: string;
            similar: boolean;
            /** Format: double */
            similarity?: number;
            /** Format: int64 */
            ageMs: number;
            saved: components["schemas"]["Money"];
        };
        CachedRoute: {
            route: string;
            /** Format: int64 */
            hits: number;
            /** Format: int64 */
            shared: number;
            /** Format: int64 */
            similar: number;
            /** Format: int64 */
            misses: number;
            saved: components["schemas"]["Money"][];
            /** Format: int64 */
            entries: number;
            /** Format: int64 */
            bytes: number;
        };
        Calibration: {
            /** Format: double */
            error: number;
            bins: components["schemas"]["ScoreBin"][];
        };
        CallCount: {
            /** Format: int32 */
            succeeded: number;
            /** Format: int32 */
            failed: number;
        };
        Calls: {
            allow: string[];
            deny: string[];
        };
        Candidate: {
            /** Format: int32 */
            rank: number;
            provider: string;
            offer: string;
            marks: string[];
            /** Format: double */
            score: number;
            /** Format: int32 */
            inFlight: number;
            /** Format: double */
            latencyMs?: number;
            breaker: components["schemas"]["BreakerSeen"];
            why: string;
        };
        Capabilities: {
            items: components["schemas"]["CapabilitySummary"][];
        };
        CapabilityDetail: {
            id: string;
            kind: string;
            summary: string;
            /** @enum {string} */
            effect: "none" | "idempotent" | "non_idempotent";
            cacheable: boolean;
            metered: boolean;
            stream: boolean;
            /** @enum {string} */
            dataClass: "public" | "internal" | "customer" | "personal" | "secret";
            input: {
                [key: string]: unknown;
            };
            output: {
                [key: string]: unknown;
            };
            form: components["schemas"]["FormField"][];
        };
        CapabilityMatrix: {
            connectors: components["schemas"]["MatrixRow"][];
            providers: components["schemas"]["MatrixProvider"][];
        };
        CapabilitySummary: {
            id: string;
            kind: string;
            summary: string;
            /** @enum {string} */
            effect: "none" | "idempotent" | "non_idempotent";
            cacheable: boolean;
            metered: boolean;
            stream: boolean;
            /** @enum {string} */
            dataClass: "public" | "internal" | "customer" | "personal" | "secret";
        };
        CaseContent: {
            input: {
                [key: string]: unknown;
            };
            run: {
                [key: string]: unknown;
            };
            pins: {
                [key: string]: components["schemas"]["StepPin"];
            };
            expects: components["schemas"]["ExpectedEnd"];
        };
        CaseDifference: {
            path: string;
            expected?: Json;
            got?: Json;
        };
        CaseReport: {
            workflow: string;
            /** Format: int32 */
            version?: number;
            /** Format: int32 */
            revision?: number;
            /** Format: int32 */
            passed: number;
            /** Format: int32 */
            failed: number;
            /** Format: int32 */
            broken: number;
            cases: components["schemas"]["CaseVerdict"][];
            /** Format: int32 */
            arms: number;
            untaken: components["schemas"]["ArmOfStep"][];
        };
        CaseVerdict: {
            name: string;
            /** @enum {string} */
            outcome: "passed" | "failed" | "broken";
            differences: components["schemas"]["CaseDifference"][];
            problem?: string;
        };
        Change: {
            path: string;
            before?: Json;
            after?: Json;
        };
        ChangedKey: {
            holder?: string;
            labels?: {
                [key: string]: string;
            };
            models?: string[];
            doors?: string[];
            tools?: string[];
            /** Format: date-time */
            expires?: string;
            lift?: string[];
            version?: string;
        };
        ChangedPlugin: {
            plugin: string;
            version?: components["schemas"]["PluginVersion"];
            changes: components["schemas"]["ConnectorDiff"];
            gradeLost: string[];
            warnings: string[];
            waiting: string[];
            /** Format: int32 */
            waitingElsewhere: number;
            here: components["schemas"]["ReloadedPlugin"][];
        };
        ChangedWorkflow: {
            text: string;
            check: components["schemas"]["CheckedWorkflow"];
        };
        CheckedWorkflow: {
            problems: components["schemas"]["Problem"][];
            value?: Json;
            steps: components["schemas"]["StepView"][];
            places: components["schemas"]["StepPlace"][];
            names: {
                [key: string]: string;
            };
        };
        ClientInUse: {
            issuer: string;
            client: string;
            tenant: string;
            resource?: string;
        };
        Code: {
            code: string;
            /** Format: date-time */
            expiresAt: string;
        };
        ComparedCalls: {
            baseline: string;
            priceLists: string[];
            currency: string;
            /** Format: int64 */
            calls: number;
            before: string;
            after: string;
            saved: string;
            /** Format: int64 */
            estimated: number;
            /** Format: double */
            p50Ms?: number;
            scores?: components["schemas"]["ScoredAnswers"];
            steps: components["schemas"]["SavingStep"][];
            leftOut: components["schemas"]["LeftOutCalls"][];
            days: components["schemas"]["SavingDay"][];
        };
        ConnectedProvider: {
            provider: string;
        };
        ConnectionAttempt: {
            provider: string;
            state: string;
            reason?: string;
        };
        ConnectorDetail: {
            id: string;
            kind: string;
            plugin: string;
            pluginVersion: string;
            file: boolean;
            summary: string;
            vendor?: string;
            docs?: string;
            marks: string[];
            grade: string;
            unverified: boolean;
            config: {
                [key: string]: unknown;
            };
            auth: components["schemas"]["CredentialForm"][];
            egress: string[];
            credentialTo: string[];
            rate?: components["schemas"]["VendorRate"];
            events: string;
            samples: {
                [key: string]: unknown;
            };
            operations: components["schemas"]["MatrixCell"][];
            extensions: string[];
        };
        ConnectorDiff: {
            operationsAdded: string[];
            operationsLost: string[];
            operationsChanged: string[];
            supportChanged: string[];
            hostsAdded: string[];
            hostsLost: string[];
            credentialAdded: string[];
            authChanged: string[];
            configChanged: string[];
            extensionsChanged: string[];
            signingChanged: string[];
        };
        ConnectorGrades: {
            connector: string;
            operations: {
                [key: string]: number;
            };
        };
        Copies: {
            /** Format: double */
            share: number;
            /** Format: int32 */
            made: number;
            /** Format: int32 */
            answered: number;
            /** Format: int32 */
            compared: number;
            /** Format: int32 */
            agreed: number;
            /** Format: double */
            likeness?: number;
        };
        Costs: {
            /** Format: int64 */
            calls: number;
            paid: components["schemas"]["Money"];
            expected: components["schemas"]["Money"];
            saved: components["schemas"]["Money"];
            /** Format: int64 */
            unknown: number;
            besides: components["schemas"]["Money"];
        };
        Count: {
            value: string;
            /** Format: int64 */
            calls: number;
        };
        CredentialForm: {
            kind: string;
            help?: string;
            schema: {
                [key: string]: unknown;
            };
            agreed: boolean;
            scopes: string[];
        };
        DecisionContent: {
            decision: string;
            /** @enum {string} */
            capture: "none" | "masked" | "full";
            input?: Json;
            output?: Json;
            note?: string;
        };
        DecisionDetail: {
            id: string;
            capability: string;
            /** @enum {string} */
            outcome: "succeeded" | "refused" | "failed";
            code?: string;
            failure?: components["schemas"]["FailureView"];
            provider?: string;
            offer?: string;
            providerMarks: string[];
            failover: boolean;
            injected: boolean;
            /** Format: date-time */
            beganAt: string;
            /** Format: double */
            durationMs: number;
            cost: components["schemas"]["Money"];
            run?: string;
            step?: string;
            /** Format: int32 */
            round?: number;
            door: string;
            principal: string;
            road: components["schemas"]["RoadStage"][];
            /** @enum {string} */
            effect?: "none" | "idempotent" | "non_idempotent";
            labels: {
                [key: string]: string;
            };
            /** Format: double */
            deadlineMs: number;
            /** Format: double */
            remainingMs: number;
            /** Format: double */
            ticket: number;
            sentence: string;
            totals: components["schemas"]["Totals"];
            stages: components["schemas"]["StageDetail"][];
            route?: components["schemas"]["RouteTaken"];
            asked?: components["schemas"]["Asked"];
            candidates: components["schemas"]["Candidate"][];
            exclusions: components["schemas"]["Excluded"][];
            attempts: components["schemas"]["Attempt"][];
            holds: components["schemas"]["Hold"][];
            usage: components["schemas"]["Used"];
            lost: string[];
            /** @enum {string} */
            capture: "none" | "masked" | "full";
            note?: string;
            trace?: string;
            shadows?: string;
            cached?: components["schemas"]["Cached"];
        };
        DecisionList: {
            items: components["schemas"]["DecisionSummary"][];
            next?: string;
            truncated: boolean;
            /** Format: int32 */
            opened: number;
            texts?: boolean;
        };
        DecisionSummary: {
            id: string;
            capability: string;
            /** @enum {string} */
            outcome: "succeeded" | "refused" | "failed";
            code?: string;
            provider?: string;
            model?: string;
            route?: string;
            providerMarks: string[];
            /** Format: int32 */
            attempts: number;
            failover: boolean;
            injected: boolean;
            /** Format: date-time */
            beganAt: string;
            /** Format: double */
            durationMs: number;
            cost: components["schemas"]["Money"];
            run?: string;
            step?: string;
            /** Format: int32 */
            round?: number;
            door: string;
            principal: string;
            road: components["schemas"]["RoadStage"][];
        };
        DecisionVolume: {
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            /** Format: int64 */
            binMs: number;
            bins: components["schemas"]["Bin"][];
            /** Format: int64 */
            found: number;
            /** Format: int64 */
            total: number;
            cost?: components["schemas"]["Money"];
            /** Format: double */
            p50Ms?: number;
            facets: components["schemas"]["Facet"][];
            texts?: boolean;
            whole: boolean;
        };
        DefaultProvider: {
            kind: string;
            provider: string;
        };
        DeliveryBin: {
            /** Format: date-time */
            from: string;
            /** Format: int64 */
            total: number;
            /** Format: int64 */
            refused: number;
        };
        DeliveryBody: {
            id: string;
            text?: string;
            base64?: string;
        };
        DeliveryCountsView: {
            /** Format: int64 */
            total: number;
            byState: {
                [key: string]: number;
            };
            /** Format: int64 */
            repeats: number;
            bins: components["schemas"]["DeliveryBin"][];
            /** Format: double */
            binMs: number;
        };
        DeliveryRefusal: {
            stopped: string;
            address: string;
            /** Format: int32 */
            formerVersion?: number;
            /** Format: date-time */
            formerUntil?: string;
        };
        DeliveryStart: {
            trigger: string;
            name: string;
            workflow: string;
            start: components["schemas"]["StartView"];
        };
        DeliveryView: {
            id: string;
            webhook: string;
            provider: string;
            delivery?: string;
            state: string;
            type?: string;
            subject?: string;
            reason?: string;
            /** Format: int32 */
            size: number;
            /** Format: date-time */
            received: string;
            /** Format: int32 */
            repeats: number;
            /** Format: date-time */
            repeated?: string;
            /** Format: int32 */
            replays: number;
            /** Format: int32 */
            events: number;
            refusal?: components["schemas"]["DeliveryRefusal"];
        };
        DependencyHealth: {
            /** @enum {string} */
            status: "up" | "down";
            problem?: string;
            warning?: string;
            note?: string;
        };
        Described: {
            capability: string;
            model?: string;
            labels?: {
                [key: string]: string;
            };
            /** @enum {string} */
            dataClass?: "public" | "internal" | "customer" | "personal" | "secret";
            /** Format: int64 */
            inputTokens?: number;
            /** Format: int32 */
            maxOutputTokens?: number;
            abilities?: string[];
            at?: string;
            resource?: {
                [key: string]: string;
            };
        };
        Diff: {
            /** Format: int32 */
            from: number;
            /** Format: int32 */
            to: number;
            changes: components["schemas"]["Change"][];
        };
        EndedConnection: {
            revoked: boolean;
        };
        ErrorBody: {
            type: string;
            title: string;
            /** Format: int32 */
            status: number;
            detail: string;
            code: string;
            /** @enum {string} */
            origin: "caller" | "platform" | "vendor";
            retryable: boolean;
            /** @enum {string} */
            applied: "no" | "unknown" | "yes";
            fields?: {
                [key: string]: string;
            };
            problems?: components["schemas"]["Problem"][];
            decision?: string;
            request: string;
        };
        Excluded: {
            reason: string;
            offers: string[];
            detail: string;
        };
        ExpectedEnd: {
            output?: Json;
            failure?: components["schemas"]["ExpectedFailure"];
        };
        ExpectedFailure: {
            /** @enum {string} */
            code: "invalid" | "unauthenticated" | "forbidden" | "not_found" | "conflict" | "unsupported" | "rate_limited" | "quota_exhausted" | "budget_exhausted" | "saturated" | "too_large" | "context_too_long" | "content_refused" | "unavailable" | "timeout" | "cancelled" | "no_viable_provider" | "in_doubt" | "internal";
            step?: string;
        };
        Facet: {
            name: string;
            values: components["schemas"]["Count"][];
            /** Format: int32 */
            others: number;
            /** Format: int64 */
            rest: number;
        };
        FailureView: {
            code: string;
            /** @enum {string} */
            origin: "caller" | "platform" | "vendor";
            retryable: boolean;
            /** @enum {string} */
            applied: "no" | "unknown" | "yes";
            /** Format: double */
            retryAfterMs?: number;
            message: string;
            fields: {
                [key: string]: string;
            };
        };
        Failures: {
            /** Format: double */
            before?: number;
            /** Format: double */
            expected?: number;
            /** Format: int64 */
            unknown: number;
        };
        FeatureCell: {
            feature: string;
            /** @enum {string} */
            support: "full" | "emulated" | "partial" | "none";
            /** Format: int32 */
            has: number;
            /** Format: int32 */
            limited: number;
            /** Format: int32 */
            of: number;
            operations: string[];
        };
        FeedbackGiven: {
            /** Format: double */
            score?: number;
        };
        FeedbackKept: {
            /** Format: double */
            score: number;
            by: string;
            /** Format: date-time */
            at: string;
        };
        FilledForm: {
            input: {
                [key: string]: unknown;
            };
        };
        FormField: {
            name: string;
            label: string;
            required: boolean;
            help?: string;
            schema: Json;
        };
        FormerSecret: {
            prefix?: string;
            /** Format: date-time */
            until: string;
            /** Format: date-time */
            lastUsed?: string;
        };
        FormerSecretVersion: {
            /** Format: int32 */
            version: number;
        };
        Found: {
            guardrail: string;
            kind: string;
            /** Format: int32 */
            start: number;
            /** Format: int32 */
            end: number;
            /** Format: double */
            score?: number;
        };
        FoundOnDay: {
            day: string;
            /** Format: int64 */
            findings: number;
        };
        GivenClient: {
            issuer: string;
            client: string;
            tenant: string;
            claim?: boolean;
        };
        GivenConsent: {
            of: string;
        };
        GuardrailFindings: {
            /** Format: date-time */
            since: string;
            whole: boolean;
            /** Format: int64 */
            calls: number;
            /** Format: int64 */
            looked: number;
            /** Format: int64 */
            found: number;
            /** Format: int64 */
            refused: number;
            done: {
                [key: string]: number;
            };
            /** Format: double */
            p50Micros?: number;
            /** Format: double */
            p99Micros?: number;
            rules: components["schemas"]["RuleFindings"][];
        };
        HeadReport: {
            /** Format: int32 */
            taught: number;
            /** Format: int32 */
            held: number;
            labels: string[];
            leftOut: {
                [key: string]: number;
            };
            /** Format: int32 */
            repeated: number;
            /** Format: double */
            accuracy: number;
            /** Format: double */
            accuracyLow: number;
            /** Format: double */
            accuracyHigh: number;
            /** Format: double */
            commonest: number;
            /** Format: double */
            calibrationError: number;
            calibration: components["schemas"]["Sureness"][];
            bounds: components["schemas"]["Kept"][];
        };
        HeadTrainingView: {
            id: string;
            head: string;
            state: string;
            /** Format: double */
            progress: number;
            reason?: string;
            made?: components["schemas"]["HeadVersionView"];
        };
        HeadVersionView: {
            /** Format: int32 */
            version: number;
            /** Format: date-time */
            made: string;
            by: string;
            source: string;
            report: components["schemas"]["HeadReport"];
            withdrawn?: components["schemas"]["Withdrawn"];
        };
        HeadView: {
            id: string;
            connector: string;
            /** Format: int32 */
            inForce?: number;
            versions: components["schemas"]["HeadVersionView"][];
        };
        Health: {
            /** @enum {string} */
            status: "up" | "down";
            /** Format: date-time */
            timestamp: string;
            version: string;
            dependencies: {
                [key: string]: components["schemas"]["DependencyHealth"];
            };
        };
        Hold: {
            /** Format: int32 */
            attempt: number;
            provider: string;
            unit: string;
            held: string;
            settled: string;
            returned: string;
            left: string;
            cap: string;
            period: string;
            budget: string;
            scope?: string;
        };
        HookAtVendor: {
            repository: string;
            events: string[];
            hook: string;
            left: string[];
        };
        HookFigures: {
            /** Format: int32 */
            taken: number;
            /** Format: int64 */
            bytes: number;
            /** Format: int32 */
            refused: number;
            reason?: string;
            address?: string;
            /** Format: date-time */
            refusedAt?: string;
        };
        HookFormer: {
            /** Format: int32 */
            version: number;
            overlap?: string;
        };
        HookPlace: {
            repository: string;
            events: string[];
        };
        HookRotation: {
            what: string;
            secret?: string;
            overlap?: string;
        };
        HookView: {
            id: string;
            provider: string;
            path: string;
            scheme?: string;
            signed?: boolean;
            /** Format: int32 */
            secretVersion: number;
            /** Format: date-time */
            secretSince?: string;
            /** Format: date-time */
            formerUntil?: string;
            /** Format: date-time */
            handshakeUntil?: string;
            /** Format: date-time */
            created: string;
            lastDay: components["schemas"]["HookFigures"];
            atVendor?: components["schemas"]["HookAtVendor"];
        };
        HookViews: {
            items: components["schemas"]["HookView"][];
        };
        Imported: {
            /** Format: int32 */
            added: number;
            /** Format: int32 */
            kept: number;
        };
        InjectedFault: {
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            until: string;
            code: string;
            capability?: string;
        };
        IssuedHook: {
            id: string;
            provider: string;
            path?: string;
            secret?: string;
        };
        IssuedKey: {
            key: components["schemas"]["KeyView"];
            secret: string;
        };
        IssuedKeys: {
            keys: components["schemas"]["IssuedKey"][];
        };
        IssuerAnswer: {
            at: string;
            state: string;
            code?: string;
            error?: string;
            iss?: string;
        };
        Kept: {
            /** Format: double */
            confidence: number;
            /** Format: int32 */
            rows: number;
            /** Format: double */
            share: number;
            /** Format: double */
            accuracy: number;
            /** Format: double */
            accuracyLow: number;
        };
        KeyView: {
            id: string;
            name: string;
            roles: string[];
            allow: string[];
            deny: string[];
            owner?: string;
            holder?: string;
            labels: {
                [key: string]: string;
            };
            models?: string[];
            doors?: string[];
            tools?: string[];
            prefix?: string;
            /** Format: date-time */
            created: string;
            /** Format: date-time */
            expires?: string;
            /** Format: date-time */
            revoked?: string;
            /** Format: date-time */
            lastUsed?: string;
            /** Format: date-time */
            rotated?: string;
            former?: components["schemas"]["FormerSecret"];
            version: string;
        };
        KnownPerson: {
            id: string;
            name: string;
            roles: string[];
            accounts: components["schemas"]["Account"][];
        };
        KnownPrices: {
            /** Format: int32 */
            models: number;
            lists: string[];
        };
        LaneView: {
            id: string;
            /** Format: date-time */
            from?: string;
            /** Format: date-time */
            to?: string;
            /** Format: int32 */
            done: number;
            /** Format: int32 */
            total: number;
            /** Format: date-time */
            estimateTo?: string;
        };
        LastError: {
            code: string;
            /** Format: date-time */
            at: string;
            message: string;
            injected: boolean;
        };
        Latency: {
            /** Format: double */
            p50BeforeMs?: number;
            /** Format: double */
            p95BeforeMs?: number;
            /** Format: double */
            p50Ms?: number;
            /** Format: double */
            p95Ms?: number;
            /** Format: int64 */
            unknown: number;
        };
        LatencyView: {
            /** Format: double */
            p50Ms: number;
            /** Format: double */
            p95Ms: number;
        };
        LearnedPick: {
            /** Format: int64 */
            version: number;
            offers: string[];
            rules: string;
            preferred: string;
            chosen: string;
            /** Format: double */
            propensity: number;
            hopes: {
                [key: string]: number;
            };
            why: string;
        };
        LearningView: {
            route: string;
            decides: string;
            why: string;
            rules: string;
            /** Format: double */
            explore: number;
            /** Format: int64 */
            version: number;
            /** Format: date-time */
            made?: string;
            /** Format: int32 */
            calls: number;
            /** Format: int32 */
            needed: number;
            worth?: components["schemas"]["Worth"];
            regret?: components["schemas"]["Regret"];
            calibration?: components["schemas"]["Calibration"];
            offers: components["schemas"]["OfferKnown"][];
        };
        LeftOut: {
            reason: string;
            offers: string[];
            detail: string;
        };
        LeftOutCalls: {
            reason: string;
            currency: string;
            /** Format: int64 */
            calls: number;
            cost: string;
            what: string[];
        };
        LimitForecast: {
            used: string;
            method: string;
            /** Format: date-time */
            capReachedAt?: string;
            /** Format: double */
            error?: number;
        };
        LimitView: {
            kind: string;
            id: string;
            scope: string;
            period: string;
            zone?: string;
            unit: string;
            cap: string;
            settled: string;
            held: string;
            unsettled: string;
            used: string;
            left: string;
            /** Format: date-time */
            resetsAt?: string;
            thresholds: components["schemas"]["ReachedThreshold"][];
            forecast?: components["schemas"]["LimitForecast"];
        };
        LinkedAccount: {
            next: string;
        };
        Listed: {
            id: string;
            /** Format: int32 */
            follows: number;
            /** Format: int32 */
            revision: number;
            by: string;
            /** Format: date-time */
            at: string;
        };
        ListedCase: {
            name: string;
            by: string;
            /** Format: date-time */
            at: string;
        };
        MatrixCell: {
            capability: string;
            /** @enum {string} */
            support: "full" | "emulated" | "partial" | "none";
            idempotencyKey: boolean;
            note?: string;
            evidence?: components["schemas"]["ProvenOperation"];
        };
        MatrixModel: {
            id: string;
            /** Format: int64 */
            context?: number;
            /** Format: int64 */
            output?: number;
            abilities?: string[];
        };
        MatrixProvider: {
            id: string;
            connector: string;
            /** @enum {string} */
            state: "pending" | "connected" | "degraded" | "error" | "disabled";
            models: components["schemas"]["OfferedModel"][];
        };
        MatrixRow: {
            id: string;
            kind: string;
            /** @enum {string} */
            category: "ai" | "cloud" | "devops" | "productivity" | "other";
            plugin: string;
            version: string;
            summary: string;
            marks: string[];
            grade: string;
            operations: components["schemas"]["MatrixCell"][];
            models: components["schemas"]["MatrixModel"][];
            vendor?: string;
            docs?: string;
            auth: string[];
            address?: components["schemas"]["VendorAddress"];
            rate?: components["schemas"]["VendorRate"];
            events: string;
            /** @enum {string} */
            priority?: "critical" | "high" | "medium";
            prices?: components["schemas"]["KnownPrices"];
            features: components["schemas"]["FeatureCell"][];
        };
        ModelHealth: {
            model: string;
            breaker: components["schemas"]["Breaker"];
            /** Format: date-time */
            restsUntil?: string;
            /** Format: int32 */
            health: number;
            lastError?: components["schemas"]["LastError"];
        };
        Moment: {
            /** Format: date-time */
            at: string;
            /** Format: int32 */
            ok: number;
            /** Format: int32 */
            failed: number;
            /** Format: double */
            p50Ms?: number;
        };
        Money: {
            amount: string;
            currency: string;
        };
        MovedClient: {
            issuer: string;
            client: string;
            tenant: string;
            before: boolean;
        };
        Named: {
            id: string;
            name: string;
        };
        NewApproval: {
            amount?: string;
            all?: boolean;
            period?: string;
            reason?: string;
        };
        NewCustomEvent: {
            subject?: string;
            data?: {
                [key: string]: unknown;
            };
        };
        NewHook: {
            provider: string;
            secret?: string;
            register?: components["schemas"]["HookPlace"];
        };
        NewKey: {
            name: string;
            roles?: string[];
            allow?: string[];
            deny?: string[];
            owner?: string;
            holder?: string;
            labels?: {
                [key: string]: string;
            };
            models?: string[];
            doors?: string[];
            tools?: string[];
            /** Format: date-time */
            expires?: string;
        };
        NewKeys: {
            keys: components["schemas"]["NewKey"][];
        };
        NewTemplateDraft: {
            workflow: string;
            parameters?: {
                [key: string]: unknown;
            };
        };
        NewTenant: {
            name: string;
        };
        NewTenantKey: {
            tenant: string;
            name: string;
            allow?: string[];
        };
        NewTrigger: {
            name: string;
            workflow: string;
            on: string;
            type?: string;
            poll?: components["schemas"]["PollView"];
            cron?: string;
            zone?: string;
            missed?: string;
            webhook?: components["schemas"]["TriggerWebhook"];
            when?: string;
            input?: {
                [key: string]: unknown;
            };
            as?: string;
            /** Format: date-time */
            follows?: string;
        };
        NewVote: {
            choice: string;
            form?: {
                [key: string]: unknown;
            };
            digest: string;
        };
        NodeProgress: {
            /** Format: int32 */
            node: number;
            id: string;
            path: string;
            /** @enum {string} */
            type: "call" | "transform" | "branch" | "each" | "loop" | "parallel" | "try" | "run" | "script" | "stop" | "wait" | "await" | "ask";
            /** @enum {string} */
            state: "queued" | "running" | "waiting" | "succeeded" | "failed" | "skipped";
            /** Format: int32 */
            total?: number;
            /** Format: int32 */
            started: number;
            /** Format: int32 */
            running: number;
            /** Format: int32 */
            succeeded: number;
            /** Format: int32 */
            failed: number;
            /** Format: int32 */
            waiting: number;
            /** Format: double */
            p50Ms?: number;
            /** Format: double */
            p95Ms?: number;
            /** Format: date-time */
            startedAt?: string;
            /** Format: date-time */
            finishedAt?: string;
            arms?: components["schemas"]["ArmTaken"][];
            /** Format: int32 */
            round?: number;
            /** Format: int32 */
            rounds?: number;
        };
        OfferAnswers: {
            offer: string;
            /** Format: int64 */
            calls: number;
        };
        OfferEvidence: {
            offer: string;
            /** Format: int64 */
            answers: number;
            /** Format: int64 */
            failed: number;
            /** Format: double */
            p50Ms?: number;
            scores?: components["schemas"]["ScoredAnswers"];
        };
        OfferKnown: {
            offer: string;
            /** Format: int32 */
            calls: number;
            /** Format: double */
            score: number;
            cost: string;
            /** Format: double */
            meanMs: number;
        };
        OfferSaving: {
            currency: string;
            /** Format: int64 */
            calls: number;
            paid: string;
            listed: string;
            instead: string;
            saved: string;
            /** Format: date-time */
            since: string;
            perMonth: string;
            /** Format: int64 */
            estimated: number;
            priceLists: string[];
        };
        OfferedModel: {
            id: string;
            offer: string;
            as: string;
            usual: boolean;
            /** Format: int64 */
            context?: number;
            /** Format: int64 */
            output?: number;
            abilities?: string[];
            region?: string;
            regimes?: string[];
            /** @enum {string} */
            privacy?: "local" | "no_retention" | "no_training";
            prices: components["schemas"]["UnitPrice"][];
            tiers: components["schemas"]["PriceTier"][];
        };
        OpenedDelivery: {
            delivery: components["schemas"]["DeliveryView"];
            headers: {
                [key: string]: string;
            };
        };
        OperationHealth: {
            operation: string;
            breaker: components["schemas"]["Breaker"];
            /** Format: int32 */
            health: number;
            lastError?: components["schemas"]["LastError"];
        };
        OutageView: {
            provider: string;
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            injected: boolean;
        };
        PageOfAccount: {
            items: components["schemas"]["Account"][];
            next?: string;
            truncated: boolean;
        };
        PageOfApprovalView: {
            items: components["schemas"]["ApprovalView"][];
            next?: string;
            truncated: boolean;
        };
        PageOfAuditLine: {
            items: components["schemas"]["AuditLine"][];
            next?: string;
            truncated: boolean;
        };
        PageOfCachedRoute: {
            items: components["schemas"]["CachedRoute"][];
            next?: string;
            truncated: boolean;
        };
        PageOfClientInUse: {
            items: components["schemas"]["ClientInUse"][];
            next?: string;
            truncated: boolean;
        };
        PageOfDeliveryStart: {
            items: components["schemas"]["DeliveryStart"][];
            next?: string;
            truncated: boolean;
        };
        PageOfDeliveryView: {
            items: components["schemas"]["DeliveryView"][];
            next?: string;
            truncated: boolean;
        };
        PageOfFeedbackKept: {
            items: components["schemas"]["FeedbackKept"][];
            next?: string;
            truncated: boolean;
        };
        PageOfHeadView: {
            items: components["schemas"]["HeadView"][];
            next?: string;
            truncated: boolean;
        };
        PageOfKeyView: {
            items: components["schemas"]["KeyView"][];
            next?: string;
            truncated: boolean;
        };
        PageOfKnownPerson: {
            items: components["schemas"]["KnownPerson"][];
            next?: string;
            truncated: boolean;
        };
        PageOfLimitView: {
            items: components["schemas"]["LimitView"][];
            next?: string;
            truncated: boolean;
        };
        PageOfListed: {
            items: components["schemas"]["Listed"][];
            next?: string;
            truncated: boolean;
        };
        PageOfListedCase: {
            items: components["schemas"]["ListedCase"][];
            next?: string;
            truncated: boolean;
        };
        PageOfPluginVersion: {
            items: components["schemas"]["PluginVersion"][];
            next?: string;
            truncated: boolean;
        };
        PageOfProviderScores: {
            items: components["schemas"]["ProviderScores"][];
            next?: string;
            truncated: boolean;
        };
        PageOfRehearsalView: {
            items: components["schemas"]["RehearsalView"][];
            next?: string;
            truncated: boolean;
        };
        PageOfResource: {
            items: components["schemas"]["Resource"][];
            next?: string;
            truncated: boolean;
        };
        PageOfResourceVersion: {
            items: components["schemas"]["ResourceVersion"][];
            next?: string;
            truncated: boolean;
        };
        PageOfRunApprovalView: {
            items: components["schemas"]["RunApprovalView"][];
            next?: string;
            truncated: boolean;
        };
        PageOfRunSummary: {
            items: components["schemas"]["RunSummary"][];
            next?: string;
            truncated: boolean;
        };
        PageOfStartView: {
            items: components["schemas"]["StartView"][];
            next?: string;
            truncated: boolean;
        };
        PageOfStepInstance: {
            items: components["schemas"]["StepInstance"][];
            next?: string;
            truncated: boolean;
        };
        PageOfTemplateSummary: {
            items: components["schemas"]["TemplateSummary"][];
            next?: string;
            truncated: boolean;
        };
        PageOfTenantView: {
            items: components["schemas"]["TenantView"][];
            next?: string;
            truncated: boolean;
        };
        PageOfUsageLine: {
            items: components["schemas"]["UsageLine"][];
            next?: string;
            truncated: boolean;
        };
        PassedRoute: {
            id: string;
            /** Format: int32 */
            version: number;
            /** Format: int32 */
            priority: number;
            why: string;
        };
        Paused: {
            by: string;
            /** Format: date-time */
            at: string;
        };
        PinnedFailure: {
            /** @enum {string} */
            code: "invalid" | "unauthenticated" | "forbidden" | "not_found" | "conflict" | "unsupported" | "rate_limited" | "quota_exhausted" | "budget_exhausted" | "saturated" | "too_large" | "context_too_long" | "content_refused" | "unavailable" | "timeout" | "cancelled" | "no_viable_provider" | "in_doubt" | "internal";
            message: string;
        };
        PluginDifference: {
            /** Format: int32 */
            from: number;
            /** Format: int32 */
            to: number;
            text: string;
            meaning?: components["schemas"]["ConnectorDiff"];
        };
        PluginText: {
            version: components["schemas"]["PluginVersion"];
            text: string;
        };
        PluginTrial: {
            connector: string;
            capability: string;
            input: {
                [key: string]: unknown;
            };
            sampled: string[];
            requests: components["schemas"]["ShownRequest"][];
            absent: components["schemas"]["Absent"][];
            results: {
                [key: string]: unknown;
            }[];
            waits: boolean;
            failure?: components["schemas"]["FailureView"];
        };
        PluginVersion: {
            plugin: string;
            /** Format: int32 */
            version: number;
            stated: string;
            digest: string;
            note?: string;
            by?: string;
            /** Format: date-time */
            created: string;
            inForce: boolean;
        };
        PluginView: {
            id: string;
            version: string;
            state: string;
            summary: string;
            connectors: string[];
            problem?: string;
            /** Format: int32 */
            installed?: number;
            /** Format: int32 */
            running?: number;
            proven: components["schemas"]["ConnectorGrades"][];
            file: boolean;
        };
        Plugins: {
            items: components["schemas"]["PluginView"][];
        };
        PollView: {
            call: string;
            with?: {
                [key: string]: unknown;
            };
            every: string;
            items?: string;
            id?: string;
            position?: string;
            all?: boolean;
            route?: string;
            provider?: string;
        };
        PriceTier: {
            /** Format: int64 */
            above: number;
            prices: components["schemas"]["UnitPrice"][];
        };
        PrincipalName: {
            id: string;
            name: string;
            /** @enum {string} */
            type: "user" | "service" | "agent";
        };
        Probe: {
            /** @enum {string} */
            status: "up" | "down";
        };
        ProbedPart: {
            /** @enum {string} */
            part: "reach" | "credential" | "operations" | "events";
            what: string;
            /** @enum {string} */
            state: "ok" | "missing" | "failed" | "unknown";
            told: string;
            code?: string;
            /** @enum {string} */
            origin?: "caller" | "platform" | "vendor";
            /** @enum {string} */
            known?: "probed" | "declared";
            /** Format: double */
            ms?: number;
            operations: string[];
            decision?: string;
        };
        ProbedProvider: {
            items: components["schemas"]["ProbedPart"][];
            /** @enum {string} */
            stopped?: "reach" | "credential" | "operations" | "events";
            failed?: components["schemas"]["ErrorBody"];
        };
        Problem: {
            path: string;
            rule: string;
            fix: string;
            /** Format: int32 */
            line?: number;
        };
        ProvenOperation: {
            grade: string;
            result: string;
            witness?: string;
            /** Format: date */
            date?: string;
        };
        Provider: {
            id: string;
            kind: string;
            isDefault: boolean;
            connector: string;
            plugin: string;
            pluginVersion: string;
            /** Format: int64 */
            generation: number;
            marks: string[];
            grade: string;
            /** @enum {string} */
            state: "pending" | "connected" | "degraded" | "error" | "disabled";
            reason?: string;
            breaker: components["schemas"]["Breaker"];
            slots: components["schemas"]["Slots"];
            /** Format: double */
            p50Ms?: number;
            lastError?: components["schemas"]["LastError"];
            history: components["schemas"]["Moment"][];
            egress: string[];
            faults: components["schemas"]["InjectedFault"][];
        };
        ProviderBins: {
            id: string;
            marks: string[];
            ok: number[];
            failed: number[];
        };
        ProviderConnection: {
            provider: string;
            auth: string;
            secret?: string;
            state: string;
            /** Format: date-time */
            since?: string;
            account?: string;
            asked: string[];
            granted?: string[];
            /** Format: date-time */
            refreshed?: string;
            /** Format: date-time */
            expires?: string;
            renews?: boolean;
        };
        ProviderDraft: {
            id: string;
            spec: {
                [key: string]: unknown;
            };
            secrets?: {
                [key: string]: string;
            };
        };
        ProviderList: {
            items: components["schemas"]["Provider"][];
        };
        ProviderPage: {
            id: string;
            kind: string;
            isDefault: boolean;
            connector: string;
            plugin: string;
            pluginVersion: string;
            /** Format: int64 */
            generation: number;
            marks: string[];
            grade: string;
            /** @enum {string} */
            state: "pending" | "connected" | "degraded" | "error" | "disabled";
            reason?: string;
            breaker: components["schemas"]["Breaker"];
            slots: components["schemas"]["Slots"];
            /** Format: double */
            p50Ms?: number;
            lastError?: components["schemas"]["LastError"];
            history: components["schemas"]["Moment"][];
            egress: string[];
            faults: components["schemas"]["InjectedFault"][];
            models: components["schemas"]["OfferedModel"][];
            prices: components["schemas"]["UnitPrice"][];
            unpricedUnder: components["schemas"]["AskingBudget"][];
            region?: string;
            regimes?: string[];
            /** @enum {string} */
            privacy?: "local" | "no_retention" | "no_training";
            support: components["schemas"]["Supported"][];
            recent: components["schemas"]["DecisionSummary"][];
            attempts: components["schemas"]["AttemptCount"];
            seconds: components["schemas"]["Moment"][];
            breakerLog: components["schemas"]["BreakerChange"][];
            /** Format: date-time */
            countedSince: string;
            health: components["schemas"]["ModelHealth"][];
            operations: components["schemas"]["OperationHealth"][];
        };
        ProviderScores: {
            capability: string;
            provider: string;
            /** Format: int64 */
            decisions: number;
            /** Format: double */
            mean: number;
            /** Format: double */
            deviation?: number;
            /** Format: double */
            p50Ms: number;
            cost: string;
            currency: string;
        };
        PurgedCache: {
            /** Format: int64 */
            forgotten: number;
        };
        RaisedEvent: {
            id: string;
            type: string;
            subject: string;
            /** Format: date-time */
            time: string;
        };
        RankedOffer: {
            /** Format: int32 */
            rank: number;
            offer: string;
            fallback: boolean;
            inTurn: boolean;
            causes: ("context_too_long" | "content_refused" | "overloaded")[];
            /** @enum {string} */
            state: "planned" | "breaker_open" | "not_admitted" | "resting" | "unwell" | "held_back" | "withdrawn";
            /** Format: double */
            score: number;
            failing: boolean;
            expectedCost?: components["schemas"]["Money"];
        };
        ReachedThreshold: {
            at: string;
            act: string;
            reached: boolean;
        };
        ReadDraft: {
            /** Format: int32 */
            revision: number;
        };
        Reason: {
            code: string;
            step?: string;
            message: string;
        };
        RecommendationView: {
            kind: string;
            route: string;
            capability?: string;
            offer?: string;
            other?: string;
            finding: string;
            action: string;
            resources: string[];
            saving?: components["schemas"]["OfferSaving"];
            evidence: components["schemas"]["OfferEvidence"][];
        };
        RecommendationsView: {
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            /** Format: int32 */
            days: number;
            /** Format: int32 */
            enough: number;
            /** Format: int32 */
            enoughScored: number;
            items: components["schemas"]["RecommendationView"][];
        };
        Recomputed: {
            same: boolean;
            plan: string[];
            recorded: string[];
            difference?: string;
        };
        RecordedCase: {
            run: string;
        };
        Regret: {
            /** Format: double */
            asked: number;
            /** Format: double */
            rules: number;
            /** Format: double */
            learned: number;
        };
        RehearsalBend: {
            route?: string;
            offer: string;
            /** Format: int64 */
            calls: number;
            /** Format: double */
            p50Ms: number;
        };
        RehearsalBin: {
            /** Format: date-time */
            at: string;
            /** Format: int64 */
            there: number;
            /** Format: int64 */
            elsewhere: number;
            /** Format: int64 */
            tried: number;
            /** Format: int64 */
            unanswered: number;
        };
        RehearsalFailure: {
            route?: string;
            code: string;
            /** Format: int64 */
            calls: number;
        };
        RehearsalOutlook: {
            /** Format: date-time */
            since: string;
            bends: components["schemas"]["WouldBend"][];
            truncated: boolean;
        };
        RehearsalReport: {
            rehearsal: components["schemas"]["RehearsalView"];
            /** Format: int64 */
            asked: number;
            /** Format: int64 */
            answered: number;
            /** Format: int64 */
            refused: number;
            /** Format: int64 */
            failed: number;
            /** Format: int64 */
            inDoubt: number;
            /** Format: int64 */
            repeated: number;
            /** Format: int64 */
            spared: number;
            /** Format: int64 */
            tried: number;
            /** Format: int64 */
            notTried: number;
            /** Format: int64 */
            bent: number;
            /** Format: double */
            breakerOpenedMs?: number;
            /** Format: double */
            bentAfterMs?: number;
            /** Format: double */
            usualMs?: number;
            /** Format: double */
            tookMs?: number;
            cost: components["schemas"]["Money"][];
            bends: components["schemas"]["RehearsalBend"][];
            failures: components["schemas"]["RehearsalFailure"][];
            /** Format: int64 */
            binSeconds: number;
            timeline: components["schemas"]["RehearsalBin"][];
            truncated: boolean;
        };
        RehearsalStart: {
            fault?: string;
            /** Format: int32 */
            seconds?: number;
            run?: string;
        };
        RehearsalView: {
            id: string;
            provider: string;
            fault: string;
            run?: string;
            label: string;
            by: string;
            /** Format: date-time */
            began: string;
            /** Format: date-time */
            until: string;
            /** Format: date-time */
            ended?: string;
            endedBy?: string;
        };
        ReloadedPlugin: {
            id: string;
            version: string;
            result: string;
            problem?: string;
        };
        ReloadedPlugins: {
            items: components["schemas"]["ReloadedPlugin"][];
        };
        RemovalNotes: {
            notes: string[];
        };
        ReplayView: {
            id: string;
            state: string;
            /** Format: double */
            progress: number;
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            result?: components["schemas"]["Result"];
        };
        Resource: {
            kind: string;
            id: string;
            /** Format: int32 */
            version: number;
            spec: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            appliedAt: string;
        };
        ResourceDetail: {
            kind: string;
            id: string;
            /** Format: int32 */
            version: number;
            spec: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            appliedAt: string;
            yaml?: string;
        };
        ResourceVersion: {
            /** Format: int32 */
            version: number;
            /** Format: date-time */
            at: string;
            by?: string;
            ended: boolean;
        };
        Result: {
            /** Format: int64 */
            calls: number;
            /** Format: int64 */
            unread: number;
            /** Format: int64 */
            moved: number;
            /** Format: int64 */
            unserved: number;
            /** Format: int64 */
            served: number;
            costs: components["schemas"]["Costs"][];
            latency: components["schemas"]["Latency"];
            failures: components["schemas"]["Failures"];
            offers: components["schemas"]["Share"][];
            routes: components["schemas"]["Share"][];
            breaches: components["schemas"]["Breach"][];
        };
        RoadStage: {
            stage: string;
            /** @enum {string} */
            verdict: "done" | "skipped" | "stopped" | "failover";
        };
        RolloutStep: {
            /** Format: int32 */
            to?: number;
        };
        RolloutView: {
            route: string;
            /** Format: int32 */
            version: number;
            state: string;
            to: string[];
            steps: number[];
            /** Format: int32 */
            step: number;
            /** Format: double */
            share: number;
            /** Format: date-time */
            since: string;
            /** Format: int64 */
            stepSeconds: number;
            /** Format: int32 */
            judged: number;
            /** Format: int32 */
            calls: number;
            stopped?: string;
            by?: string;
            reason?: string;
            currency?: string;
            fresh: components["schemas"]["Side"];
            old: components["schemas"]["Side"];
            shadow?: components["schemas"]["Copies"];
        };
        RotatedSecrets: {
            /** Format: int32 */
            encrypted: number;
        };
        Rotation: {
            overlap?: string;
        };
        RouteTaken: {
            id: string;
            /** Format: int32 */
            version: number;
            matched: string;
            strategy: string;
            /** Format: int32 */
            priority: number;
            learned?: components["schemas"]["LearnedPick"];
        };
        RouteTrial: {
            route?: components["schemas"]["TakenRoute"];
            passed: components["schemas"]["PassedRoute"][];
            drawn: boolean;
            candidates: components["schemas"]["RankedOffer"][];
            exclusions: components["schemas"]["LeftOut"][];
            failure?: components["schemas"]["FailureView"];
        };
        RuleFindings: {
            guardrail: string;
            /** Format: int64 */
            findings: number;
            /** Format: int64 */
            calls: number;
            /** Format: int64 */
            refused: number;
            days: components["schemas"]["FoundOnDay"][];
        };
        Run: {
            id: string;
            workflow: string;
            /** Format: int32 */
            version: number;
            /** @enum {string} */
            state: "queued" | "running" | "waiting" | "succeeded" | "failed" | "cancelled";
            reason?: components["schemas"]["Reason"];
            stalled?: components["schemas"]["Reason"];
            paused?: components["schemas"]["Paused"];
            startedBy: components["schemas"]["Starter"];
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            startedAt?: string;
            /** Format: date-time */
            finishedAt?: string;
            /** Format: double */
            queuedMs: number;
            /** Format: double */
            durationMs: number;
            progress: components["schemas"]["RunCount"];
            /** Format: int32 */
            failovers: number;
            /** Format: int32 */
            repeatedSteps: number;
            cost: components["schemas"]["Money"];
            digest: string;
            limitKey?: string;
            /** Format: date-time */
            begins?: string;
            definition: components["schemas"]["WorkflowView"];
            input: Json;
            output?: Json;
            steps: components["schemas"]["NodeProgress"][];
            /** Format: int32 */
            failedItems: number;
            calls: {
                [key: string]: components["schemas"]["CallCount"];
            };
            providers: components["schemas"]["RunProvider"][];
            /** Format: int64 */
            seq: number;
        };
        RunApprovalView: {
            id: string;
            run: string;
            workflow: string;
            /** Format: int32 */
            version: number;
            step: string;
            question: string;
            state: string;
            choice?: string;
            /** Format: date-time */
            askedAt: string;
            /** Format: date-time */
            endedAt?: string;
            startedBy: string;
            of: string[];
            notStarter: boolean;
            /** Format: int32 */
            need: number;
            choices: string[];
            next?: components["schemas"]["ApprovalNotice"];
            /** Format: date-time */
            dueAt?: string;
            onDue?: string;
            votes: components["schemas"]["ApprovalVote"][];
            barred?: string;
            userless?: boolean;
            told?: components["schemas"]["ApprovalNotification"][];
            answers?: components["schemas"]["ApprovalAnswer"][];
            digest: string;
            show?: Json;
            form?: Json;
        };
        RunBin: {
            /** Format: date-time */
            from: string;
            /** Format: int64 */
            total: number;
            /** Format: int64 */
            failed: number;
            /** Format: int64 */
            running: number;
        };
        RunBulkView: {
            id: string;
            /** @enum {string} */
            verb: "cancel" | "pause" | "resume" | "again";
            /** @enum {string} */
            state: "running" | "done" | "stopped";
            startedBy: string;
            /** Format: int32 */
            total: number;
            /** Format: int32 */
            done: number;
            /** Format: int32 */
            refused: number;
            problems: components["schemas"]["BulkProblem"][];
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            endedAt?: string;
            stoppedBy?: string;
        };
        RunCount: {
            /** Format: int32 */
            done: number;
            /** Format: int32 */
            total: number;
        };
        RunCountsView: {
            /** Format: int64 */
            total: number;
            byState: {
                [key: string]: number;
            };
            bins: components["schemas"]["RunBin"][];
            /** Format: double */
            binMs: number;
        };
        RunEnd: {
            reason: string;
            /** @enum {string} */
            as?: "failed" | "cancelled";
        };
        RunProvider: {
            id: string;
            marks: string[];
            step: string;
            /** Format: int32 */
            attempts: number;
            /** Format: int32 */
            failed: number;
            /** Format: double */
            p50Ms?: number;
        };
        RunRepairWish: {
            reason: string;
        };
        RunSignal: {
            payload?: Json;
        };
        RunStart: {
            input: {
                [key: string]: unknown;
            };
            options?: {
                [key: string]: unknown;
            };
            labels?: {
                [key: string]: string;
            };
            attach?: boolean;
        };
        RunSummary: {
            id: string;
            workflow: string;
            /** Format: int32 */
            version: number;
            /** @enum {string} */
            state: "queued" | "running" | "waiting" | "succeeded" | "failed" | "cancelled";
            reason?: components["schemas"]["Reason"];
            stalled?: components["schemas"]["Reason"];
            paused?: components["schemas"]["Paused"];
            startedBy: components["schemas"]["Starter"];
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            startedAt?: string;
            /** Format: date-time */
            finishedAt?: string;
            /** Format: double */
            queuedMs: number;
            /** Format: double */
            durationMs: number;
            progress: components["schemas"]["RunCount"];
            /** Format: int32 */
            failovers: number;
            /** Format: int32 */
            repeatedSteps: number;
            cost: components["schemas"]["Money"];
            digest: string;
            limitKey?: string;
            /** Format: date-time */
            begins?: string;
        };
        RunTimelineView: {
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            /** Format: double */
            binMs: number;
            items: number[];
            latency: (components["schemas"]["LatencyView"] | null)[];
            providers: components["schemas"]["ProviderBins"][];
            breakers: components["schemas"]["BreakerView"][];
            outages: components["schemas"]["OutageView"][];
            lanes: components["schemas"]["LaneView"][];
        };
        SavedCase: {
            input?: {
                [key: string]: unknown;
            };
            run?: {
                [key: string]: unknown;
            };
            pins?: {
                [key: string]: unknown;
            };
            expects?: {
                [key: string]: unknown;
            };
        };
        SavedDraft: {
            text: string;
            /** Format: int32 */
            follows: number;
            /** Format: int32 */
            revision: number;
        };
        SavingDay: {
            day: string;
            before: string;
            after: string;
        };
        SavingStep: {
            kind: string;
            rule?: string;
            strategy?: string;
            offers: components["schemas"]["OfferAnswers"][];
            /** Format: int64 */
            calls: number;
            before: string;
            after: string;
            change: string;
            besides: string;
            /** Format: double */
            p50Ms?: number;
            scores?: components["schemas"]["ScoredAnswers"];
        };
        SavingView: {
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            /** Format: date-time */
            keptSince?: string;
            choices: string[];
            unusable?: string;
            figures?: components["schemas"]["ComparedCalls"];
        };
        ScheduledTime: {
            /** Format: date-time */
            at: string;
            local: string;
        };
        ScheduledTimes: {
            items: components["schemas"]["ScheduledTime"][];
        };
        ScoreBin: {
            /** Format: double */
            from: number;
            /** Format: double */
            to: number;
            /** Format: int32 */
            calls: number;
            /** Format: double */
            expected: number;
            /** Format: double */
            given: number;
        };
        ScoredAnswers: {
            /** Format: int64 */
            calls: number;
            /** Format: double */
            mean: number;
            /** Format: double */
            deviation?: number;
        };
        SecretHosts: {
            hosts: string[];
        };
        SecretVersion: {
            /** Format: int32 */
            version: number;
            /** Format: date-time */
            stored: string;
            author?: string;
            /** Format: date-time */
            until?: string;
        };
        SecretVersions: {
            items: components["schemas"]["SecretVersion"][];
        };
        SecretView: {
            name: string;
            hosts: string[];
            /** Format: int32 */
            version: number;
            /** Format: date-time */
            stored: string;
        };
        Secrets: {
            items: string[];
            secrets: components["schemas"]["SecretView"][];
        };
        Session: {
            tenant: components["schemas"]["Named"];
            principal: components["schemas"]["PrincipalName"];
            roles: string[];
            acts: string[];
            calls: components["schemas"]["Calls"];
            environment: string;
            /** Format: date-time */
            expiresAt?: string;
            server: components["schemas"]["Build"];
            /** Format: int32 */
            gatewayPort: number;
        };
        SettledLease: {
            /** Format: date-time */
            window: string;
            /** Format: uuid */
            server: string;
            unsettled: string;
            used: string;
            returned: string;
        };
        SettledLimit: {
            kind: string;
            id: string;
            unit: string;
            settled: components["schemas"]["SettledLease"][];
        };
        Share: {
            id: string;
            /** Format: int64 */
            before: number;
            /** Format: int64 */
            after: number;
        };
        ShownRequest: {
            method: string;
            uri: string;
            headers: string[];
            body: string;
        };
        ShownToken: {
            tenant: string;
            issuer: string;
            token: string;
        };
        Side: {
            /** Format: int64 */
            attempts: number;
            /** Format: int64 */
            failed: number;
            /** Format: double */
            meanMs?: number;
            meanCost?: string;
        };
        SignIn: {
            key?: string;
            code?: string;
        };
        SignInWays: {
            items: components["schemas"]["Way"][];
        };
        Slots: {
            /** Format: int32 */
            used: number;
            /** Format: int32 */
            of: number;
        };
        StageDetail: {
            stage: string;
            /** Format: double */
            us?: number;
            verdict: string;
            reason: string;
            decided: boolean;
        };
        StartView: {
            id: string;
            cause: string;
            subject: string;
            /** Format: date-time */
            noted: string;
            state: string;
            run?: string;
            problem?: string;
        };
        StartedRun: {
            id: string;
            workflow: string;
            /** Format: int32 */
            version: number;
            /** @enum {string} */
            state: "queued" | "running" | "waiting" | "succeeded" | "failed" | "cancelled";
            reason?: components["schemas"]["Reason"];
            stalled?: components["schemas"]["Reason"];
            paused?: components["schemas"]["Paused"];
            startedBy: components["schemas"]["Starter"];
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            startedAt?: string;
            /** Format: date-time */
            finishedAt?: string;
            /** Format: double */
            queuedMs: number;
            /** Format: double */
            durationMs: number;
            progress: components["schemas"]["RunCount"];
            /** Format: int32 */
            failovers: number;
            /** Format: int32 */
            repeatedSteps: number;
            cost: components["schemas"]["Money"];
            digest: string;
            limitKey?: string;
            /** Format: date-time */
            begins?: string;
            resumed: boolean;
            output?: Json;
        };
        Starter: {
            name: string;
            door: string;
        };
        StepAnswer: {
            /** @enum {string} */
            answer: "succeeded" | "repeat" | "fail";
            output?: Json;
        };
        StepDetail: {
            key: string;
            /** Format: int32 */
            round: number;
            /** Format: int32 */
            node: number;
            id: string;
            /** @enum {string} */
            type: "call" | "transform" | "branch" | "each" | "loop" | "parallel" | "try" | "run" | "script" | "stop" | "wait" | "await" | "ask";
            /** @enum {string} */
            state: "queued" | "running" | "waiting" | "succeeded" | "failed" | "skipped";
            /** @enum {string} */
            waitingFor?: "time" | "retry" | "answer" | "run" | "message";
            /** Format: date-time */
            startedAt?: string;
            /** Format: date-time */
            finishedAt?: string;
            /** Format: double */
            durationMs?: number;
            /** Format: int32 */
            attempts: number;
            failure?: components["schemas"]["FailureView"];
            /** Format: date-time */
            nextTryAt?: string;
            /** Format: date-time */
            givesUpAt?: string;
            decision?: string;
            input: Json;
            output?: Json;
            decisions: components["schemas"]["DecisionSummary"][];
        };
        StepInstance: {
            key: string;
            /** Format: int32 */
            round: number;
            /** Format: int32 */
            node: number;
            id: string;
            /** @enum {string} */
            type: "call" | "transform" | "branch" | "each" | "loop" | "parallel" | "try" | "run" | "script" | "stop" | "wait" | "await" | "ask";
            /** @enum {string} */
            state: "queued" | "running" | "waiting" | "succeeded" | "failed" | "skipped";
            /** @enum {string} */
            waitingFor?: "time" | "retry" | "answer" | "run" | "message";
            /** Format: date-time */
            startedAt?: string;
            /** Format: date-time */
            finishedAt?: string;
            /** Format: double */
            durationMs?: number;
            /** Format: int32 */
            attempts: number;
            failure?: components["schemas"]["FailureView"];
            /** Format: date-time */
            nextTryAt?: string;
            /** Format: date-time */
            givesUpAt?: string;
            decision?: string;
        };
        StepPin: {
            output?: Json;
            failure?: components["schemas"]["PinnedFailure"];
        };
        StepPlace: {
            /** Format: int32 */
            node: number;
            path: string;
            type?: string;
        };
        StepTrial: {
            step: string;
            /** @enum {string} */
            type: "call" | "transform" | "branch" | "each" | "loop" | "parallel" | "try" | "run" | "script" | "stop" | "wait" | "await" | "ask";
            /** @enum {string} */
            outcome: "skipped" | "call" | "output" | "arm" | "items" | "wait" | "run" | "ask" | "failed";
            input?: Json;
            value?: Json;
            capability?: string;
            labels?: {
                [key: string]: string;
            };
            problem?: string;
        };
        StepView: {
            /** Format: int32 */
            node: number;
            id: string;
            /** @enum {string} */
            type: "call" | "transform" | "branch" | "each" | "loop" | "parallel" | "try" | "run" | "script" | "stop" | "wait" | "await" | "ask";
            after: string[];
            call?: string;
            route?: string;
            arms?: components["schemas"]["ArmView"][];
            steps?: components["schemas"]["StepView"][];
            undo?: components["schemas"]["StepView"][];
            /** Format: int32 */
            concurrency?: number;
            paced?: boolean;
            text: string;
        };
        StoredSecret: {
            name: string;
            /** Format: int32 */
            version: number;
        };
        StreamRun: {
            steps: components["schemas"]["StreamStep"][];
            refused?: string;
        };
        StreamStep: {
            came: string;
            went: string;
        };
        Supported: {
            capability: string;
            /** @enum {string} */
            support: "full" | "emulated" | "partial" | "none";
            idempotencyKey: boolean;
            note?: string;
            withheld: boolean;
        };
        Sureness: {
            /** Format: double */
            from: number;
            /** Format: double */
            to: number;
            /** Format: int32 */
            rows: number;
            /** Format: double */
            said: number;
            /** Format: double */
            right: number;
        };
        TakenRoute: {
            id: string;
            /** Format: int32 */
            version: number;
            matched: string;
            strategy: string;
            /** Format: int32 */
            priority: number;
        };
        TaughtBy: {
            route?: string;
            from?: string;
            to?: string;
            teacher?: string;
            draft?: boolean;
        };
        TemplateCase: {
            name: string;
            parameters: {
                [key: string]: unknown;
            };
            input: {
                [key: string]: unknown;
            };
            pins: {
                [key: string]: components["schemas"]["StepPin"];
            };
            output?: Json;
        };
        TemplateDetail: {
            summary: components["schemas"]["TemplateSummary"];
            parameters: {
                [key: string]: unknown;
            };
            workflow: string;
            cases: components["schemas"]["TemplateCase"][];
        };
        TemplateNeed: {
            capability: string;
            provider?: string;
        };
        TemplateSummary: {
            id: string;
            /** Format: int32 */
            version: number;
            builtIn: boolean;
            title: string;
            description: string;
            tags: string[];
            /** Format: int64 */
            uses: number;
            needs: components["schemas"]["TemplateNeed"][];
        };
        TenantView: {
            id: string;
            name: string;
            /** Format: date-time */
            createdAt: string;
        };
        TextFindings: {
            findings: components["schemas"]["Found"][];
            head: boolean;
            stream?: components["schemas"]["StreamRun"];
        };
        Totals: {
            /** Format: double */
            allMs: number;
            /** Format: double */
            providerMs: number;
            /** Format: double */
            roadUs: number;
        };
        TriedCall: {
            body?: Json;
            headers?: {
                [key: string]: string;
            };
            query?: {
                [key: string]: string;
            };
        };
        TriedFile: {
            text: string;
            operation: string;
            input?: {
                [key: string]: unknown;
            };
            config?: {
                [key: string]: unknown;
            };
            replies?: components["schemas"]["TriedReply"][];
        };
        TriedReply: {
            /** Format: int32 */
            status: number;
            body?: string;
        };
        TriedText: {
            text: string;
            guardrail?: string;
            tool?: boolean;
            stream?: boolean;
        };
        TriggerTrial: {
            type: string;
            subject: string;
            taken: boolean;
            reason?: string;
            input?: {
                [key: string]: unknown;
            };
        };
        TriggerTrials: {
            items: components["schemas"]["TriggerTrial"][];
        };
        TriggerTry: {
            delivery?: string;
            call?: components["schemas"]["TriedCall"];
        };
        TriggerView: {
            id: string;
            name: string;
            workflow: string;
            inFile: boolean;
            on: string;
            type?: string;
            poll?: components["schemas"]["PollView"];
            cron?: string;
            zone?: string;
            missed?: string;
            webhook?: components["schemas"]["TriggerWebhook"];
            warning?: string;
            path?: string;
            /** Format: date-time */
            next?: string;
            when?: string;
            input: {
                [key: string]: unknown;
            };
            by: string;
            changedBy: string;
            /** Format: date-time */
            created: string;
            /** Format: date-time */
            updated: string;
            state: string;
            /** Format: int32 */
            failures: number;
            problem?: string;
            /** Format: date-time */
            problemAt?: string;
            /** Format: date-time */
            polled?: string;
            /** Format: date-time */
            slowedUntil?: string;
        };
        TriggerViews: {
            items: components["schemas"]["TriggerView"][];
        };
        TriggerWebhook: {
            verify: Json;
            reply?: string;
        };
        UncheckedWorkflow: {
            text: string;
            id?: string;
            at?: string;
        };
        UnitPrice: {
            unit: string;
            amount: string;
            /** Format: int64 */
            per: number;
            currency: string;
            asOf: string;
            list?: string;
        };
        UntestedStep: {
            text: string;
            step: string;
            values?: {
                [key: string]: unknown;
            };
        };
        UsageFigure: {
            group: {
                [key: string]: string;
            };
            /** Format: int64 */
            calls: number;
            /** Format: int64 */
            attempts: number;
            /** Format: int64 */
            failed: number;
            /** Format: double */
            p50Ms?: number;
            quantities: {
                [key: string]: number;
            };
            cost: string;
            currency: string;
            estimatedCost: string;
            doubtfulCost: string;
            priceLists: string[];
            unpriced: string[];
            saved?: string;
        };
        UsageLine: {
            decision: string;
            /** Format: int32 */
            attempt: number;
            /** Format: date-time */
            at: string;
            key: string;
            principal: string;
            capability: string;
            offer?: string;
            owners: string[];
            labels: {
                [key: string]: string;
            };
            quantities: {
                [key: string]: number;
            };
            cost: string;
            currency: string;
            priceLists: string[];
            unpriced: string[];
            estimated: boolean;
            doubtful: boolean;
            shadow: boolean;
            saved?: string;
            route?: string;
        };
        UsagePage: {
            items: components["schemas"]["UsageFigure"][];
            next?: string;
            truncated: boolean;
            /** Format: date-time */
            keptSince?: string;
        };
        Used: {
            quantities: {
                [key: string]: number;
            };
            cost: components["schemas"]["Money"];
            priceLists: string[];
            unpriced: string[];
            estimated: boolean;
        };
        VendorAddress: {
            host?: string;
            open: boolean;
        };
        VendorAnswer: {
            state: string;
            code?: string;
            error?: string;
            iss?: string;
        };
        VendorRate: {
            /** Format: int32 */
            requests: number;
            /** Format: int32 */
            seconds: number;
        };
        WantedCases: {
            draft?: boolean;
            cases?: string[];
        };
        WantedConsent: {
            needed: boolean;
            plugin: string;
            pluginVersion: string;
            hosts: string[];
            credential: string[];
            of: string;
        };
        WantedHead: {
            /** Format: int32 */
            version?: number;
        };
        WantedLink: {
            issuer: string;
            next?: string;
        };
        WantedPluginVersion: {
            /** Format: int32 */
            version: number;
            /** Format: int32 */
            follows?: number;
        };
        WantedSignIn: {
            tenant: string;
            issuer: string;
            next?: string;
        };
        WantedVersion: {
            /** Format: int32 */
            version: number;
        };
        Way: {
            issuer: string;
            name: string;
            preset: string;
        };
        WhyRollout: {
            reason?: string;
        };
        WithdrawalReason: {
            reason?: string;
        };
        Withdrawn: {
            /** Format: date-time */
            at: string;
            why: string;
        };
        WithdrawnApproval: {
            reason?: string;
        };
        WorkflowCase: {
            workflow: string;
            name: string;
            content: components["schemas"]["CaseContent"];
            by: string;
            /** Format: date-time */
            at: string;
        };
        WorkflowChange: {
            text: string;
            edits: components["schemas"]["WorkflowEdit"][];
            id?: string;
            at?: string;
        };
        WorkflowDetail: {
            id: string;
            /** Format: int32 */
            version: number;
            input: {
                [key: string]: unknown;
            };
            steps: components["schemas"]["StepView"][];
            output?: string;
            yaml: string;
        };
        WorkflowDraft: {
            id: string;
            text: string;
            /** Format: int32 */
            follows: number;
            /** Format: int32 */
            revision: number;
            by: string;
            /** Format: date-time */
            at: string;
        };
        WorkflowEdit: {
            /** @enum {string} */
            edit: "add" | "set" | "remove" | "move" | "rename";
            step?: string;
            path?: string;
            value?: Json;
            after?: string;
            in?: string;
            /** Format: int32 */
            at?: number;
            to?: string;
            text?: string;
        };
        WorkflowList: {
            items: components["schemas"]["WorkflowSummary"][];
        };
        WorkflowRunPoint: {
            id: string;
            /** @enum {string} */
            state: "queued" | "running" | "waiting" | "succeeded" | "failed" | "cancelled";
        };
        WorkflowRunsView: {
            /** Format: int64 */
            total: number;
            /** Format: int64 */
            succeeded: number;
            /** Format: int64 */
            failed: number;
            /** Format: double */
            p50Ms?: number;
            newest: components["schemas"]["WorkflowRunPoint"][];
        };
        WorkflowSummary: {
            id: string;
            /** Format: int32 */
            version: number;
            /** Format: date-time */
            appliedAt: string;
            /** Format: int32 */
            steps: number;
            lastRun?: components["schemas"]["RunSummary"];
            runs: components["schemas"]["WorkflowRunsView"];
        };
        WorkflowView: {
            id: string;
            /** Format: int32 */
            version: number;
            input: {
                [key: string]: unknown;
            };
            steps: components["schemas"]["StepView"][];
            output?: string;
        };
        Worth: {
            /** Format: double */
            rules: number;
            /** Format: double */
            learned: number;
            /** Format: double */
            gain: number;
            /** Format: double */
            gainLow: number;
            /** Format: double */
            gainHigh: number;
            /** Format: int32 */
            differing: number;
        };
        WouldBend: {
            route?: string;
            /** Format: int64 */
            calls: number;
            goesTo?: string;
            next?: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    resource_apply: {
        parameters: {
            query?: {
                dryRun?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/yaml": string;
                "application/json": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Applied"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    run_approval_list: {
        parameters: {
            query?: {
                state?: string;
                mine?: boolean;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfRunApprovalView"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    run_approval_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunApprovalView"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    run_approval_vote: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewVote"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunApprovalView"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    audit_list: {
        parameters: {
            query?: {
                since?: string;
                until?: string;
                actor?: string;
                action?: string;
                target?: string;
                sort?: string;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfAuditLine"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    audit_ofInstallation: {
        parameters: {
            query?: {
                since?: string;
                until?: string;
                actor?: string;
                action?: string;
                target?: string;
                sort?: string;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfAuditLine"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    cache_list: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfCachedRoute"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    cache_purge: {
        parameters: {
            query?: {
                route?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PurgedCache"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    call_call: {
        parameters: {
            query?: never;
            header?: {
                "Auterity-Labels"?: string;
                "Auterity-Timeout"?: string;
                "Auterity-Provider"?: string;
                "Cache-Control"?: string;
                "Idempotency-Key"?: string;
            };
            path: {
                capability: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    capability_list: {
        parameters: {
            query?: {
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Capabilities"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    capability_matrix: {
        parameters: {
            query?: {
                kind?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CapabilityMatrix"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    capability_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CapabilityDetail"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    session_code: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Code"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    connection_finish: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VendorAnswer"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectedProvider"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    connection_attempt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                attempt: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionAttempt"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    connector_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectorDetail"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    decision_list: {
        parameters: {
            query?: {
                run?: string;
                step?: string;
                provider?: string;
                capability?: string;
                outcome?: string;
                code?: string;
                failover?: boolean;
                since?: string;
                until?: string;
                model?: string;
                key?: string;
                team?: string;
                project?: string;
                user?: string;
                label?: string;
                route?: string;
                guardrail?: string;
                text?: string;
                texts?: boolean;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionList"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    feedback_scores: {
        parameters: {
            query?: {
                since?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfProviderScores"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    decision_volume: {
        parameters: {
            query?: {
                run?: string;
                step?: string;
                provider?: string;
                capability?: string;
                outcome?: string;
                code?: string;
                failover?: boolean;
                since?: string;
                until?: string;
                model?: string;
                key?: string;
                team?: string;
                project?: string;
                user?: string;
                label?: string;
                route?: string;
                guardrail?: string;
                text?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionVolume"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    decision_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionDetail"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    decision_content: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionContent"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    feedback_of: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfFeedbackKept"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    feedback_give: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FeedbackGiven"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeedbackKept"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    decision_recompute: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recomputed"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    custom_event_raise: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                type: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCustomEvent"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RaisedEvent"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    guardrail_findings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GuardrailFindings"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    guardrail_test: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TriedText"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TextFindings"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    head_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfHeadView"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    head_training: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HeadTrainingView"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    head_cancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    head_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HeadView"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    head_rollback: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WantedHead"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HeadVersionView"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    head_train: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaughtBy"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HeadTrainingView"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    head_trainByFile: {
        parameters: {
            query?: {
                text?: string;
                label?: string;
                draft?: boolean;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "text/csv": string;
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HeadTrainingView"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    head_withdraw: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WithdrawalReason"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HeadVersionView"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    people_own: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfAccount"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    people_link: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WantedLink"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BegunSignIn"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    people_finish: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IssuerAnswer"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkedAccount"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    people_unlink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    issuerClient_list: {
        parameters: {
            query?: {
                issuer?: string;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfClientInUse"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    issuerClient_give: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GivenClient"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MovedClient"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    issuerClient_release: {
        parameters: {
            query: {
                issuer: string;
                client: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    key_list: {
        parameters: {
            query?: {
                name?: string;
                prefix?: string;
                owner?: string;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfKeyView"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    key_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewKey"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssuedKey"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    key_create_1: {
        parameters: {
            query?: {
                dryRun?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewKeys"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssuedKeys"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    key_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyView"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    key_revoke: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    key_edit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangedKey"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyView"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    key_rotate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Rotation"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssuedKey"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    limit_list: {
        parameters: {
            query?: {
                kind?: string;
                scope?: string;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfLimitView"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    approval_list: {
        parameters: {
            query?: {
                budget?: string;
                state?: string;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfApprovalView"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    approval_withdraw: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["WithdrawnApproval"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalView"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    approval_approve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewApproval"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalView"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    settle_settle: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettledLimit"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    tenantMetrics_scrapeTenants: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain;version=0.0.4;charset=utf-8": string;
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    api_description: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/yaml": string;
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    people_list: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfKnownPerson"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    people_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    plugin_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plugins"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    pluginVersion_install: {
        parameters: {
            query?: {
                dryRun?: boolean;
                note?: string;
                follows?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/yaml": string;
                "text/plain": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedPlugin"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    plugin_reload: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReloadedPlugins"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    pluginTrial_tried: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TriedFile"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PluginTrial"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    pluginVersion_remove: {
        parameters: {
            query?: {
                force?: boolean;
                follows?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedPlugin"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    pluginVersion_diff: {
        parameters: {
            query: {
                from: number;
                to: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PluginDifference"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    pluginVersion_rollback: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WantedPluginVersion"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedPlugin"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    pluginVersion_versions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfPluginVersion"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    pluginVersion_version: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PluginText"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    provider_list: {
        parameters: {
            query?: {
                kind?: string;
                state?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProviderList"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    probe_whole: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProviderDraft"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProbedProvider"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    provider_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProviderPage"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    connection_begin: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BegunConnection"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    connection_connection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProviderConnection"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    connection_end: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndedConnection"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    consent_wanted: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WantedConsent"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    consent_agree: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GivenConsent"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WantedConsent"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    consent_withdraw: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WantedConsent"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    provider_default: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DefaultProvider"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    provider_addDocuments: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                collection: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-ndjson": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Imported"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    rehearsal_begin: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RehearsalStart"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RehearsalView"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    rehearsal_outlook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RehearsalOutlook"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    provider_removal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RemovalNotes"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    rehearsal_list: {
        parameters: {
            query?: {
                provider?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfRehearsalView"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    rehearsal_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RehearsalReport"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    rehearsal_end: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RehearsalView"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    resource_listAll: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfResource"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    resource_list: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfResource"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    resource_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResourceDetail"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    resource_delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    resource_diff: {
        parameters: {
            query: {
                from: number;
                to: number;
            };
            header?: never;
            path: {
                kind: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Diff"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    resource_rollback: {
        parameters: {
            query?: {
                dryRun?: boolean;
            };
            header?: never;
            path: {
                kind: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WantedVersion"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppliedResource"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    resource_versions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfResourceVersion"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    resource_version: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: string;
                id: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResourceDetail"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    route_replay: {
        parameters: {
            query?: {
                from?: string;
                to?: string;
                only?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/yaml": string;
                "application/json": string;
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplayView"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    route_replay_1: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplayView"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    route_cancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    route_test: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Described"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RouteTrial"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    learning_of: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LearningView"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    rollout_of: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RolloutView"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    rollout_advance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RolloutStep"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RolloutView"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    rollout_pause: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["WhyRollout"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RolloutView"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    rollout_resume: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RolloutView"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    rollout_stop: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["WhyRollout"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RolloutView"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    run_list: {
        parameters: {
            query?: {
                state?: string;
                workflow?: string;
                labels?: string;
                since?: string;
                until?: string;
                sort?: string;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfRunSummary"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    runBulk_start: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkStart"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunBulkView"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    runBulk_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunBulkView"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    runBulk_stop: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunBulkView"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    run_counts: {
        parameters: {
            query?: {
                workflow?: string;
                since?: string;
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunCountsView"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    run_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    run_again: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["AgainFrom"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunSummary"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    run_cancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunSummary"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    standstill_end: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RunEnd"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunSummary"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    value_input: {
        parameters: {
            query?: {
                download?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    value_output: {
        parameters: {
            query?: {
                download?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    run_pause: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunSummary"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    standstill_repair: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RunRepairWish"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunSummary"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    run_resume: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunSummary"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    run_signal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RunSignal"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunSummary"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    standstill_skip: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RunRepairWish"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunSummary"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    step_list: {
        parameters: {
            query?: {
                node?: number;
                state?: string;
                item?: number;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfStepInstance"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    step_get: {
        parameters: {
            query?: {
                round?: number;
            };
            header?: never;
            path: {
                id: string;
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StepDetail"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    step_answer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StepAnswer"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StepInstance"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    value_stepInput: {
        parameters: {
            query?: {
                round?: number;
                download?: string;
            };
            header?: never;
            path: {
                id: string;
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    value_stepOutput: {
        parameters: {
            query?: {
                round?: number;
                download?: string;
            };
            header?: never;
            path: {
                id: string;
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    timeline_get: {
        parameters: {
            query?: {
                bins?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunTimelineView"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    api_schema: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/schema+json": string;
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    secret_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Secrets"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    secret_rotate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RotatedSecrets"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    secret_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecretView"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    secret_put: {
        parameters: {
            query?: {
                host?: string[];
            };
            header?: {
                "If-None-Match"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "text/plain": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoredSecret"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    secret_delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    secret_bind: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecretHosts"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecretView"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    secret_rollBack: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FormerSecretVersion"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoredSecret"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    secret_versions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecretVersions"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    session_current: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    session_signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    session_signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    signIn_ways: {
        parameters: {
            query: {
                tenant: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInWays"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    signIn_begin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WantedSignIn"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BegunSignIn"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    signIn_show: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShownToken"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    template_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfTemplateSummary"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    template_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateDetail"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    template_use: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTemplateDraft"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowDraft"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    tenant_list: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfTenantView"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    tenant_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTenant"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdmittedTenant"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    tenant_admit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTenantKey"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdmittedTenant"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    trigger_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TriggerViews"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    trigger_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTrigger"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TriggerView"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    trigger_preview: {
        parameters: {
            query: {
                cron: string;
                zone?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduledTimes"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    trigger_startsOf: {
        parameters: {
            query: {
                delivery: string;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfDeliveryStart"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    trigger_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TriggerView"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    trigger_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTrigger"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TriggerView"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    trigger_delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    triggerForm_fill: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FilledForm"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StartView"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    trigger_pause: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TriggerView"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    trigger_resume: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TriggerView"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    trigger_starts: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfStartView"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    trigger_retry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                start: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StartView"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    trigger_attempt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TriggerTry"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TriggerTrials"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    usage_figures: {
        parameters: {
            query?: {
                from?: string;
                to?: string;
                by?: string;
                zone?: string;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsagePage"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    recommendation_recommendations: {
        parameters: {
            query?: {
                days?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecommendationsView"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    usage_rows: {
        parameters: {
            query?: {
                from?: string;
                to?: string;
                zone?: string;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfUsageLine"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    savings_savings: {
        parameters: {
            query?: {
                from?: string;
                to?: string;
                zone?: string;
                baseline?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavingView"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    webhook_list: {
        parameters: {
            query?: {
                provider?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HookViews"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    webhook_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewHook"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssuedHook"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delivery_list: {
        parameters: {
            query?: {
                webhook?: string;
                provider?: string;
                state?: string;
                type?: string;
                since?: string;
                until?: string;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfDeliveryView"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delivery_counts: {
        parameters: {
            query?: {
                webhook?: string;
                provider?: string;
                type?: string;
                since?: string;
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryCountsView"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delivery_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenedDelivery"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delivery_body: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryBody"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delivery_replay: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryView"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    webhook_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HookView"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    webhook_delete: {
        parameters: {
            query?: {
                force?: boolean;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    webhook_acceptFormer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HookFormer"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HookView"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    webhook_rotate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HookRotation"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssuedHook"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    webhook_secret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssuedHook"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    draft_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfListed"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    workflow_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowList"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    workflow_check: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UncheckedWorkflow"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckedWorkflow"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    workflow_edit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkflowChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedWorkflow"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    workflow_test: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UntestedStep"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StepTrial"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    workflow_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowDetail"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    case_list: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOfListedCase"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    case_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WantedCases"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseReport"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    case_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowCase"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    case_save: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SavedCase"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowCase"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    case_delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    case_record: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecordedCase"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowCase"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    draft_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowDraft"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    draft_save: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SavedDraft"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowDraft"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    draft_end: {
        parameters: {
            query?: {
                revision?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    draft_publish: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReadDraft"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppliedResource"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    run_start: {
        parameters: {
            query?: {
                wait?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RunStart"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StartedRun"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    callback_call: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
                step: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    connection_callback: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    connection_script: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/javascript": string;
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    connection_style: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/css": string;
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    health_health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    health_live: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Probe"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    health_ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Probe"];
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    triggerWebhook_call: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    hook_receive: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    hook_receive_1: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    metrics_scrape: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain;version=0.0.4;charset=utf-8": string;
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    signIn_finish: {
        parameters: {
            query?: {
                state?: string;
                code?: string;
                error?: string;
                iss?: string;
            };
            header?: never;
            path: {
                tenant: string;
                issuer: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    signIn_script: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/javascript": string;
                };
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    voteLink_show: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    voteLink_vote: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description An error (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
}
