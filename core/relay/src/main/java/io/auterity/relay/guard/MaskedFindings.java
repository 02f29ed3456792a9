package io.auterity.relay.guard;

import io.auterity.platform.call.CallGuard.Masked;
import io.auterity.spi.text.MaskedText;
import io.auterity.spi.text.MaskedText.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The findings in a text that a guard has masked before its provider saw it: those of both, by
 * their places in the text as the caller gave it. Kinds and places are told, and no words.
 */
public final class MaskedFindings {

  private static final Pattern SHAPE = Pattern.compile("\\[[^\\[\\]]+]");

  /** The pieces of the text that was sent, by where each begins in it. */
  private final NavigableMap<Integer, Stretch> stretches = new TreeMap<>();

  private final String given;
  private final String sent;
  private final Map<String, Masked> masked;

  /**
   * A piece of the text that was sent, and where that stands in the one that was given.
   *
   * @param kind of what a placeholder stands for; null where nothing was masked
   */
  private record Stretch(int sent, int given, int givenEnd, @Nullable String kind) {}

  private MaskedFindings(String given, String sent, Map<String, Masked> masked) {
    this.given = given;
    this.sent = sent;
    this.masked = masked;
  }

  /**
   * An answer that tells all findings; as it is, where the guard has masked nothing.
   *
   * @param given the text as the caller gave it
   * @param sent the same as the provider was sent it
   * @param masked by placeholder
   */
  public static MaskedText merge(
      MaskedText answer, String given, String sent, Map<String, Masked> masked) {
    if (given.equals(sent)) {
      return answer;
    }
    MaskedFindings findings = new MaskedFindings(given, sent, masked);
    return findings.align() && answer.findings().stream().allMatch(findings::isWithin)
        ? new MaskedText(answer.text(), findings.with(answer.findings()))
        : answer;
  }

  // Whether one text is the other with placeholders in the place of words.
  private boolean align() {
    int at = 0;
    int from = 0;
    for (MatchResult shape : SHAPE.matcher(sent).results().toList()) {
      Masked found = masked.get(shape.group());
      if (found != null) {
        at = add(from, sent.substring(from, shape.start()), at, null);
        at = add(shape.start(), unmasked(found.words()), at, found.kind());
        from = shape.end();
      }
    }
    return add(from, sent.substring(from), at, null) == given.length();
  }

  // The place behind the words; beyond all places where they do not stand there.
  private int add(int from, String words, int at, @Nullable String kind) {
    if (!given.startsWith(words, at)) {
      return given.length() + 1;
    }
    int end = at + words.length();
    if (end > at) {
      stretches.put(from, new Stretch(from, at, end, kind));
    }
    return end;
  }

  // A rule that masks a whole text masks the placeholders of those before it, too.
  private String unmasked(String words) {
    return SHAPE
        .matcher(words)
        .replaceAll(
            shape -> {
              Masked found = masked.get(shape.group());
              return Matcher.quoteReplacement(
                  found == null ? shape.group() : unmasked(found.words()));
            });
  }

  private boolean isWithin(Finding finding) {
    return 0 <= finding.start()
        && finding.start() < finding.end()
        && finding.end() <= sent.length();
  }

  // What a provider finds around a placeholder holds what that stands for.
  private List<Finding> with(List<Finding> providers) {
    List<Finding> all = new ArrayList<>();
    providers.forEach(finding -> all.add(placed(finding)));
    for (Stretch stretch : stretches.values()) {
      if (stretch.kind() != null) {
        all.add(new Finding(stretch.kind(), stretch.given(), stretch.givenEnd()));
      }
    }
    all.sort(
        Comparator.comparingInt(Finding::start)
            .thenComparing(Comparator.comparingInt(Finding::end).reversed()));
    List<Finding> apart = new ArrayList<>(all.size());
    for (Finding finding : all) {
      if (apart.isEmpty() || finding.start() >= apart.getLast().end()) {
        apart.add(finding);
      }
    }
    return apart;
  }

  private Finding placed(Finding finding) {
    Stretch first = at(finding.start());
    Stretch last = at(finding.end() - 1);
    int start =
        first.kind() == null ? first.given() + finding.start() - first.sent() : first.given();
    int end = last.kind() == null ? last.given() + finding.end() - last.sent() : last.givenEnd();
    return new Finding(finding.kind(), start, end);
  }

  private Stretch at(int place) {
    return Objects.requireNonNull(stretches.floorEntry(place)).getValue();
  }
}
