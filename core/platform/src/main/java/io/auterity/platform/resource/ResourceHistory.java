package io.auterity.platform.resource;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.json.JsonDiff;
import io.auterity.platform.resource.store.ResourceStore;
import io.auterity.platform.resource.store.ResourceTextStore;
import io.auterity.platform.yaml.YamlWriter;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Every version that resources of a tenant ever had. */
public record ResourceHistory(Database database) {

  /**
   * The latest first.
   *
   * @throws CallFailedException {@code not_found}
   */
  public List<ResourceVersion> versions(TenantScope scope, String kind, String id) {
    List<ResourceVersion> versions =
        database.inTenant(scope, tx -> ResourceStore.versions(tx, kind, id));
    if (versions.isEmpty()) {
      throw new CallFailedException(
          FailureCode.NOT_FOUND, "there was never a %s '%s'".formatted(kind, id));
    }
    return versions;
  }

  /**
   * A resource as it was.
   *
   * @throws CallFailedException {@code not_found}, also for the version that ended it
   */
  public Resource at(TenantScope scope, String kind, String id, int version) {
    return database
        .inTenant(scope, tx -> ResourceStore.at(tx, kind, id, version))
        .orElseThrow(
            () ->
                new CallFailedException(
                    FailureCode.NOT_FOUND,
                    "there is no version %d of %s '%s'".formatted(version, kind, id)));
  }

  /** The text of a version as it was written; one that is made of its spec where none was kept. */
  public String text(TenantScope scope, Resource version) {
    return keptText(scope, version).orElseGet(() -> YamlWriter.write(written(version)));
  }

  /** The text of a version as it was written, comments and order included. */
  public Optional<String> keptText(TenantScope scope, Resource version) {
    return database.inTenant(
        scope, tx -> ResourceTextStore.at(tx, version.kind(), version.id(), version.version()));
  }

  /**
   * A draft of a resource as it was, in the same text where that was kept.
   *
   * @throws CallFailedException {@code not_found}, also for the version that ended it
   */
  public ResourceDraft draft(TenantScope scope, String kind, String id, int version) {
    Resource wanted = at(scope, kind, id, version);
    return database
        .inTenant(scope, tx -> ResourceTextStore.at(tx, kind, id, version))
        .map(text -> ResourceDraft.read(text.getBytes(StandardCharsets.UTF_8)).getFirst())
        .orElseGet(() -> ResourceDraft.of(kind, id, wanted.spec()));
  }

  private static Json.Obj written(Resource version) {
    return Json.EMPTY
        .with("kind", Json.of(version.kind()))
        .with("id", Json.of(version.id()))
        .with("spec", version.spec());
  }

  /**
   * What differs between two versions.
   *
   * @throws CallFailedException {@code not_found}
   */
  public List<JsonDiff.Change> diff(TenantScope scope, String kind, String id, int from, int to) {
    return JsonDiff.of(at(scope, kind, id, from).spec(), at(scope, kind, id, to).spec());
  }
}
