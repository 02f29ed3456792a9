package io.auterity.provider.store;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.id.Ids;
import io.auterity.platform.outbox.CloudEvent;
import io.auterity.platform.outbox.Outbox;
import io.auterity.spi.Documents.RaisedEvent;
import io.auterity.spi.Json;

/** Appends the events about documents to the outbox, in the transaction that changes these. */
record DocumentOutbox(Outbox outbox, Ids ids) {

  void append(Transaction tx, TenantScope scope, String provider, RaisedEvent event) {
    Json.Obj data = Json.EMPTY.with("provider", Json.of(provider)).with("record", event.record());
    outbox.append(
        tx,
        new CloudEvent(
            ids.next(),
            "io.auterity.%s.v1".formatted(event.type()),
            "/providers/" + provider,
            event.subject(),
            scope.tenant(),
            ids.time().now(),
            data));
  }
}
