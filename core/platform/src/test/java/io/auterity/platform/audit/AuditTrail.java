package io.auterity.platform.audit;

import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.id.Ids;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.time.Time;
import io.auterity.spi.Json;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/** Acts of a tester, and what the log holds of them. */
public final class AuditTrail {

  private static final Principal TESTER =
      new Principal(new UUID(0, 7), "tester", Principal.Type.USER);

  private AuditTrail() {}

  /** An act of the tester. */
  public static AuditedAct act(String action) {
    return new AuditedAct(TESTER, "192.0.2.7", action, "POST /test");
  }

  /** The writer of entries as the product has it. */
  public static ChangeAudit changes() {
    return new ChangeAudit(Ids.system(Time.system()), Time.system());
  }

  /**
   * The tenant's entries, oldest first, each as {@code action target outcome before > after by name
   * from address}.
   */
  public static List<String> of(TestDatabase db, TenantScope tenant) {
    return entries(db, tenant).map(AuditTrail::line).toList();
  }

  /** One field of each of the tenant's entries, oldest first. */
  static List<String> fields(TestDatabase db, TenantScope tenant, String name) {
    return entries(db, tenant).map(entry -> String.valueOf(entry.text(name))).toList();
  }

  private static Stream<Json.Obj> entries(TestDatabase db, TenantScope tenant) {
    JsonReader reader = new JsonReader(100_000);
    return new AuditLog(db.database(), Time.system())
        .read(tenant, 0, 1_000).stream().map(entry -> reader.readObject(entry.bytes()));
  }

  private static String line(Json.Obj entry) {
    Json.Obj details = (Json.Obj) Objects.requireNonNull(entry.get("details"));
    return "%s %s %s %s > %s by %s from %s"
        .formatted(
            entry.text("action"),
            entry.text("target"),
            entry.text("outcome"),
            details.text("before"),
            details.text("after"),
            entry.text("name"),
            entry.text("address"));
  }
}
