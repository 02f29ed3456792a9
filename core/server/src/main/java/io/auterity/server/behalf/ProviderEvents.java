package io.auterity.server.behalf;

import io.auterity.control.access.AccessAudit;
import io.auterity.control.access.GrantAuthorizer;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.id.Ids;
import io.auterity.server.triggers.CustomEventDoor;
import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Events of a tenant's own that providers raise on behalf of callers. */
public record ProviderEvents(
    CustomEventDoor door, Ids ids, GrantAuthorizer authorizer, AccessAudit audit) {

  /**
   * Raises an event, with the right that it takes at the other doors.
   *
   * @param key the same whenever it is raised again; null when it is raised once
   * @return its id
   */
  String raise(
      Invocation caller,
      String provider,
      @Nullable String key,
      String type,
      String subject,
      Json.Obj data) {
    UUID id = key == null ? ids.next() : id(caller.scope().tenant() + "/" + key);
    return new BehalfActs(caller, provider, authorizer, audit)
        .done(
            CustomEventDoor.RAISE,
            () -> door.raise(caller.scope(), id, type, subject, data).id().toString());
  }

  private static UUID id(String of) {
    return UUID.nameUUIDFromBytes(of.getBytes(StandardCharsets.UTF_8));
  }
}
