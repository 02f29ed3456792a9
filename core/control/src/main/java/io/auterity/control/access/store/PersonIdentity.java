package io.auterity.control.access.store;

import io.auterity.platform.call.Principal;
import io.auterity.platform.id.WireId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One of the identities of a person.
 *
 * @param person the principal
 * @param way the resource by which it was seen last
 * @param roles of the person
 * @param given what the rules gave this account when it was seen last; null when that is not known
 * @param address that the issuer had verified when it was seen last; null where there was none
 */
public record PersonIdentity(
    UUID person,
    UUID id,
    String issuer,
    String subject,
    String way,
    String name,
    Instant linked,
    Instant seen,
    List<String> roles,
    @Nullable List<String> given,
    @Nullable String address) {

  /** Ids of identities. */
  public static final WireId ID = new WireId("ident_");

  /** What the audit log names. */
  String target() {
    return target(person);
  }

  static String target(UUID person) {
    return "person/" + Principal.ID.write(person);
  }

  // The identity of a person at an issuer is no secret, and what an auditor asks for.
  String told() {
    String who = "%s at %s by %s, roles %s".formatted(subject, issuer, way, text(roles));
    return given == null || given.equals(roles)
        ? who
        : who + " of what its rules give, " + text(given);
  }

  private static String text(List<String> roles) {
    return roles.isEmpty() ? "none" : String.join(", ", roles);
  }

  /** The same with the roles that the person has then. */
  PersonIdentity with(List<String> others) {
    return new PersonIdentity(
        person, id, issuer, subject, way, name, linked, seen, others, given, address);
  }

  static PersonIdentity of(ResultSet row) throws SQLException {
    return new PersonIdentity(
        RowValues.uuid(row, "person"),
        RowValues.uuid(row, "id"),
        row.getString("issuer"),
        row.getString("subject"),
        row.getString("way"),
        row.getString("name"),
        RowValues.instant(row, "linked"),
        RowValues.instant(row, "seen"),
        RowValues.texts(row, "roles"),
        row.getArray("given") == null ? null : RowValues.texts(row, "given"),
        row.getString("address"));
  }
}
