package io.auterity.plugins.git;

import io.auterity.spi.Documents;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.ProviderDirectory;
import io.auterity.toolkit.paging.PageLimit;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.eclipse.jgit.lib.PersonIdent;

/** The shared dependencies of all parts of one provider's git host. */
record Host(ProviderContext context, GitConfig config, InstantSource clock, ObjectRoom room) {

  /** From here on an object is streamed where it need not be in memory as a whole. */
  static final int BIG_BYTES = 4 << 20;

  static final PageLimit LIMIT = new PageLimit(50, 200);

  String provider() {
    return context.id();
  }

  Documents documents() {
    return context.documents();
  }

  ProviderDirectory directory() {
    return context.directory();
  }

  CallClaims claims() {
    return new CallClaims(documents(), now());
  }

  RefMoves moves() {
    return new RefMoves(this);
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /** Who commits, now. */
  PersonIdent person() {
    return new PersonIdent(
        config.committer().name(), config.committer().email(), now(), ZoneOffset.UTC);
  }

  /** Collections of what one repository holds beside its git objects. */
  static List<String> perRepository(String id) {
    return List.of(rules(id), pulls(id), reviews(id), releases(id), notes(id), statuses(id));
  }

  static String rules(String id) {
    return "rule:" + id;
  }

  static String pulls(String id) {
    return "pull:" + id;
  }

  static String reviews(String id) {
    return "review:" + id;
  }

  static String releases(String id) {
    return "release:" + id;
  }

  static String notes(String id) {
    return "release_notes:" + id;
  }

  static String statuses(String id) {
    return "status:" + id;
  }
}
