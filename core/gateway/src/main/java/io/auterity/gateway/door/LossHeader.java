package io.auterity.gateway.door;

import io.auterity.gateway.dialect.Dialect;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The header that names what could not be carried. Some of the names come from callers: they are
 * cleaned of what no header may hold, and the header is bounded.
 */
final class LossHeader {

  static final String NAME = "auterity-lossy";

  private static final String OPENAI = "openai";
  private static final int MOST = 32;
  private static final int LONGEST = 80;

  /** The header's value; there must be something lost. */
  static String of(Collection<String> lost) {
    List<String> names = lost.stream().map(LossHeader::clean).distinct().toList();
    String told = String.join(", ", names.subList(0, Math.min(MOST, names.size())));
    return names.size() > MOST ? told + ", +%d".formatted(names.size() - MOST) : told;
  }

  /** What of an answer's further fields a dialect has no place for: those of any other. */
  static List<String> ofAnswer(@Nullable Map<String, Json.Obj> extra, Dialect dialect) {
    List<String> lost = new ArrayList<>();
    if (extra != null) {
      extra.forEach(
          (owner, fields) -> {
            if (!owner.equals(dialect.name())
                && !(OPENAI.equals(dialect.name()) && owner.startsWith(OPENAI))) {
              fields
                  .fields()
                  .keySet()
                  .forEach(name -> lost.add("answer.extra.%s.%s".formatted(owner, name)));
            }
          });
    }
    return lost;
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
