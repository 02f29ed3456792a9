package io.auterity.webhook.store;

import java.util.UUID;

/** A webhook delivery that arrived: kept, or refused. Ids of both grow with the time. */
public sealed interface ArrivedRow permits DeliveryRow, RefusalRow {

  UUID id();
}
