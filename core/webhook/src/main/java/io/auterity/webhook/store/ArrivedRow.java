package io.auterity.webhook.store;

import java.util.UUID;

/** What was sent to a webhook: kept, or refused. Ids of both grow with the time. */
public sealed interface ArrivedRow permits DeliveryRow, RefusalRow {

  UUID id();
}
