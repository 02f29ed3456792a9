package io.auterity.gateway.door;

import java.util.Collection;
import java.util.List;

/**
 * The header that names what could not be carried. Some of the names come from callers: they are
 * cleaned of what no header may hold, and the header is bounded.
 */
final class LossHeader {

  static final String NAME = "auterity-lossy";

  private static final int MOST = 32;
  private static final int LONGEST = 80;

  private LossHeader() {}

  /** The header's value; there must be something lost. */
  static String of(Collection<String> lost) {
    List<String> names = lost.stream().map(LossHeader::clean).distinct().toList();
    String told = String.join(", ", names.subList(0, Math.min(MOST, names.size())));
    return names.size() > MOST ? told + ", +%d".formatted(names.size() - MOST) : told;
  }

  /** The answer with the header, if anything was lost. */
  static WholeAnswer on(WholeAnswer answer, Collection<String> lost) {
    return lost.isEmpty() ? answer : answer.with(NAME, of(lost));
  }

  private static String clean(String name) {
    String cut = name.length() > LONGEST ? name.substring(0, LONGEST) : name;
    return cut.replaceAll("[^A-Za-z0-9._-]", "_");
  }
}
