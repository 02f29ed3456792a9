package io.auterity.workflow.journal;

import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.spi.Json;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** Births of runs of which nothing matters but what is given here. */
public final class SampleBirth {

  private static final Principal ANN = new Principal(new UUID(1, 1), "ann", Principal.Type.USER);

  private SampleBirth() {}

  public static RunBirth of(UUID id, TenantScope tenant, Instant created) {
    Digest digest = Digest.of(Json.EMPTY);
    return new RunBirth(
        id,
        tenant,
        "test",
        1,
        digest,
        digest,
        ANN,
        "rest",
        Map.of(),
        created,
        StoredJson.of(Json.EMPTY),
        1,
        TriggerAncestry.NONE,
        null,
        null);
  }

  /** Of a tenant that is not stored. */
  public static RunBirth at(Instant created) {
    return of(new UUID(0, 1), TenantScope.recovered(new UUID(0, 2)), created);
  }
}
