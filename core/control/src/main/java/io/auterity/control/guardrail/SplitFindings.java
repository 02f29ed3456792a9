package io.auterity.control.guardrail;

import io.auterity.inspect.Inspection;
import io.auterity.inspect.Span;
import io.auterity.platform.call.CallGuard.Piece;
import io.auterity.platform.call.CallGuard.Place;
import io.auterity.platform.call.CallGuard.Way;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Guardrail findings that are split over several parts of one message, in none of which alone a
 * rule finds them: a model reads them as one text. A finding goes into the first of its parts.
 */
final class SplitFindings {

  /** Units on each side of where two parts meet that are looked at. */
  private static final int AROUND = 1_024;

  private final boolean streams;
  private final Enforcement enforcement;

  SplitFindings(boolean streams, Enforcement enforcement) {
    this.streams = streams;
    this.enforcement = enforcement;
  }

  /**
   * Looks at what rules have left of the texts of a request, and changes these.
   *
   * @param pieces where they stand
   * @param by rules in their order
   * @param from the first of these that looks; those before it may allow something
   */
  void judge(List<Piece> pieces, List<String> texts, List<Guardrail> by, int from) {
    for (int begin = 0; begin < pieces.size(); ) {
      int end = begin + 1;
      while (end < pieces.size() && pieces.get(end).goesOn()) {
        end++;
      }
      if (end - begin > 1) {
        look(pieces.get(begin).place(), texts.subList(begin, end), by, from);
      }
      begin = end;
    }
  }

  private void look(Place place, List<String> parts, List<Guardrail> by, int from) {
    List<Inspection> allowed = new ArrayList<>(0);
    for (int i = 0; i < by.size(); i++) {
      Guardrail rule = by.get(i);
      if (!rule.looks(Way.REQUEST, place, streams)) {
        continue;
      }
      if (rule.look() instanceof Detector.Pieces(Inspection found)) {
        if (rule.act() == Guardrail.Act.ALLOW) {
          allowed.add(found);
        } else if (i >= from) {
          pieces(rule, place, found.except(allowed), parts);
        }
      } else if (rule.look() instanceof Detector.Instructions words && i >= from) {
        instructions(rule, place, words, parts);
      }
    }
  }

  private void pieces(Guardrail rule, Place place, Inspection found, List<String> parts) {
    for (int left = 0; left < parts.size() - 1; left++) {
      String before = tail(parts.get(left));
      Ahead ahead = Ahead.of(parts, left + 1);
      String both = before + ahead.text();
      Span across = across(found, both, before.length());
      if (across == null || found.of(before).stream().anyMatch(one -> one.end() > across.start())) {
        continue;
      }
      String words = both.substring(across.start(), across.end());
      String instead = enforcement.instead(rule, Way.REQUEST, place, across.kind(), words);
      if (!instead.equals(words)) {
        String first = parts.get(left);
        int kept = first.length() - (before.length() - across.start());
        parts.set(left, first.substring(0, kept) + instead);
        ahead.cut(parts, left + 1, across.end() - before.length());
      }
    }
  }

  // What begins before that place and ends behind it.
  private static @Nullable Span across(Inspection found, String text, int place) {
    return found.of(text).stream()
        .filter(span -> span.start() < place && span.end() > place)
        .findFirst()
        .orElse(null);
  }

  // Part by part, as words of several may end where parts do: here neither may be one alone.
  private void instructions(
      Guardrail rule, Place place, Detector.Instructions words, List<String> parts) {
    for (int left = 0; left < parts.size() - 1; left++) {
      String before = tail(parts.get(left));
      Ahead ahead = Ahead.of(parts, left + 1);
      List<String> kinds = words.find(place, before + ahead.text());
      if (kinds.isEmpty()) {
        kinds = words.find(place, before + '\n' + parts.get(left + 1));
      }
      if (kinds.isEmpty()
          || !words.find(place, before).isEmpty()
          || !words.find(place, parts.get(left + 1)).isEmpty()) {
        continue;
      }
      for (String kind : kinds) {
        String said = parts.get(left);
        String instead = enforcement.instead(rule, Way.REQUEST, place, kind, said);
        if (rule.act().replaces()) {
          parts.set(left, instead);
          parts.set(left + 1, "");
        }
      }
    }
  }

  private static String tail(String part) {
    return part.substring(Math.max(0, part.length() - AROUND));
  }

  /** What follows a part, of as many others as are that long. */
  private record Ahead(String text) {

    static Ahead of(List<String> parts, int from) {
      StringBuilder text = new StringBuilder();
      for (int i = from; i < parts.size() && text.length() < AROUND; i++) {
        String part = parts.get(i);
        text.append(part, 0, Math.min(part.length(), AROUND - text.length()));
      }
      return new Ahead(text.toString());
    }

    /** Takes so many units away where it begins. */
    void cut(List<String> parts, int from, int units) {
      int left = units;
      for (int i = from; left > 0; i++) {
        String part = parts.get(i);
        int gone = Math.min(left, part.length());
        parts.set(i, part.substring(gone));
        left -= gone;
      }
    }
  }
}
