package io.auterity.control.guardrail;

import io.auterity.inspect.ExcerptSweep;
import io.auterity.inspect.InjectionSweep;
import io.auterity.inspect.Injections;
import io.auterity.inspect.Inspection;
import io.auterity.inspect.TextScanner;
import io.auterity.inspect.VisibleText;
import io.auterity.platform.call.CallGuard.Piece;
import io.auterity.platform.call.CallGuard.PieceStream;
import io.auterity.platform.call.CallGuard.Place;
import io.auterity.platform.call.CallGuard.Way;
import io.auterity.platform.call.ContentGuard.Patience;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The pipeline of guardrail rules for the texts of one call: each rule has a stage of its own,
 * which lets go of words as soon as they are judged. The effect of a finding is left to {@link
 * Enforcement}.
 */
final class RuleStages {

  private final boolean streams;
  private final Patience patience;
  private final JudgeAnswers answers;
  private final Enforcement enforcement;

  /**
   * @param streams whether the call's answer does
   * @param answers of judges outside, who are asked about the call
   */
  RuleStages(boolean streams, Patience patience, JudgeAnswers answers, Enforcement enforcement) {
    this.streams = streams;
    this.patience = patience;
    this.answers = answers;
    this.enforcement = enforcement;
  }

  /**
   * A text that passes rules.
   *
   * @param bare whether it is a number or the name of a field
   * @param whole whether all of it is there at once
   * @param name whether machines find something by it, so that it stays as it is
   */
  record GuardedText(Way way, Place place, boolean bare, boolean whole, boolean name) {

    /** Words. */
    GuardedText(Way way, Place place, boolean bare, boolean whole) {
      this(way, place, bare, whole, false);
    }
  }

  /**
   * The stages of some of the rules, one after the other; what those before allow holds for them.
   *
   * @param by all rules that the text passes, in their order
   * @param from the first of these that has a stage
   * @param to the one after the last
   */
  PieceStream of(List<Guardrail> by, int from, int to, GuardedText text) {
    List<PieceStream> stages = new ArrayList<>(to - from + 1);
    List<Inspection> allowed = new ArrayList<>(0);
    for (int i = 0; i < to; i++) {
      Guardrail rule = by.get(i);
      if (!rule.looks(text.way(), text.place(), streams)) {
        continue;
      }
      if (rule.act() == Guardrail.Act.ALLOW
          && rule.look() instanceof Detector.Pieces(Inspection it)) {
        allowed.add(it);
      } else if (i >= from || rule.act() == Guardrail.Act.ALLOW) {
        stages.addAll(of(rule, text, allowed));
      }
    }
    if (text.way() == Way.ANSWER && to == by.size()) {
      PiiPlaceholders known = enforcement.placeholders();
      PiiPlaceholders.Undone undone =
          text.place() == Place.TOOL ? known.inArguments() : known.everywhere();
      if (!undone.isEmpty()) {
        stages.add(new Unmasking(undone, known.restored()));
      }
    }
    return new StageChain(stages);
  }

  /** A text that no model is told, with what the rules would have masked that find pieces. */
  String masked(List<Guardrail> by, String text) {
    List<Inspection> allowed = new ArrayList<>(0);
    String masked = text;
    for (Guardrail rule : by) {
      if (rule.look() instanceof Detector.Pieces(Inspection it)
          && rule.looks(Way.REQUEST, Place.WORDS, streams)) {
        if (rule.act() == Guardrail.Act.ALLOW) {
          allowed.add(it);
        } else if (rule.act().replaces()) {
          masked = it.except(allowed).replaced(masked, enforcement.placeholders()::mask);
        }
      }
    }
    return masked;
  }

  // A name is a few words at most, so neither a head nor a judge is asked.
  private List<PieceStream> of(Guardrail rule, GuardedText text, List<Inspection> allowed) {
    return switch (rule.look()) {
      case Detector.Pieces(Inspection found) ->
          List.of(new Swept(rule, text, found.except(allowed)));
      case Detector.Instructions words ->
          text.name()
              ? List.of(new Named(rule, text.place(), words))
              : instructions(rule, text, words);
      case Detector.Subjects(TopicDetector topicDetector) ->
          text.bare() || text.name() ? List.of() : List.of(new Subjects(rule, text, topicDetector));
      case Detector.Whole(Detector.Judge judge, boolean bare) ->
          (text.bare() && !bare) || text.name() ? List.of() : List.of(new Held(rule, text, judge));
    };
  }

  // What replaces words holds all of them first; a head is asked only where all of them are there.
  private List<PieceStream> instructions(
      Guardrail rule, GuardedText text, Detector.Instructions words) {
    boolean held = rule.act().replaces();
    PieceStream byRules =
        held
            ? new Held(rule, text, (place, said, patience) -> words.find(place, said))
            : new Passages(rule, text, words.rules());
    PromptInjectionClassifier head = words.head();
    return head == null || text.bare() || !(held || text.whole())
        ? List.of(byRules)
        : List.of(byRules, new Held(rule, text, byHead(rule, text.way(), head)));
  }

  private Detector.Judge byHead(Guardrail rule, Way way, PromptInjectionClassifier head) {
    return (place, text, patience) -> {
      Double score = head.finds(place, text, patience);
      if (score == null) {
        return List.of();
      }
      enforcement.sure(rule, way, score);
      return List.of(Detector.Instructions.BY_HEAD);
    };
  }

  /** Finds pieces of a text, as it is seen and as tags in it say. */
  private final class Swept implements PieceStream, TextScanner.Replacement {

    private final Guardrail rule;
    private final GuardedText text;
    private final Inspection found;

    /** Of a text that comes in pieces: what is seen of it, then what tags in it say. */
    private final List<TextScanner> sweeps = new ArrayList<>(2);

    private Swept(Guardrail rule, GuardedText text, Inspection found) {
      this.rule = rule;
      this.text = text;
      this.found = found;
    }

    @Override
    public String of(String kind, String words) {
      if (!text.name()) {
        return enforcement.instead(rule, text.way(), text.place(), kind, words);
      }
      if (!isOfMachines(kind, words)) {
        enforcement.inName(rule, text.place(), kind, words);
      }
      return words;
    }

    @Override
    public String all(String words) {
      return found.replaced(words, this);
    }

    @Override
    public String take(String piece) {
      if (sweeps.isEmpty()) {
        sweeps.add(new TextScanner(found, this));
        sweeps.add(TextScanner.ofTags(found, this));
      }
      String passed = sweeps.getLast().take(sweeps.getFirst().take(piece));
      enforcement.limit(rule, text.way(), sweeps.stream().mapToInt(TextScanner::held).sum());
      return passed;
    }

    @Override
    public String finish() {
      if (sweeps.isEmpty()) {
        return "";
      }
      TextScanner tags = sweeps.getLast();
      return tags.take(sweeps.getFirst().finish()) + tags.finish();
    }
  }

  // By addresses machines are found, and ids have numbers that only may be those of a phone.
  private static boolean isOfMachines(String kind, String words) {
    return kind.equals("ip_address") || (kind.equals("phone") && !words.startsWith("+"));
  }

  /** Judges a name, of which all is there and none can be another. */
  private final class Named implements PieceStream {

    private final Guardrail rule;
    private final Place place;
    private final Detector.Instructions words;

    private Named(Guardrail rule, Place place, Detector.Instructions words) {
      this.rule = rule;
      this.place = place;
      this.words = words;
    }

    @Override
    public String all(String name) {
      words.find(place, name).forEach(kind -> enforcement.inName(rule, place, kind, name));
      return name;
    }

    @Override
    public String take(String piece) {
      return all(piece);
    }

    @Override
    public String finish() {
      return "";
    }
  }

  /** Judges a text passage by passage; what is let go stays as it is. */
  private final class Passages implements PieceStream {

    /** Units of a stream that are held back at most, until more of it tells what they are. */
    private static final int MOST_HELD = 1 << 18;

    private final Guardrail rule;
    private final GuardedText text;
    private final Injections rules;
    private InjectionSweep sweep;
    private boolean told;

    private Passages(Guardrail rule, GuardedText text, Injections rules) {
      this.rule = rule;
      this.text = text;
      this.rules = rules;
      this.sweep = sweep();
    }

    private InjectionSweep sweep() {
      return rules.sweep(text.place() != Place.WORDS);
    }

    @Override
    public String take(String piece) {
      String released = sweep.take(piece);
      boolean tooMuch = !text.whole() && sweep.held() > MOST_HELD;
      return judged(tooMuch ? released + cut() : released);
    }

    // What is held is judged as though it ended here, and what follows as though it began.
    private String cut() {
      String rest = sweep.finish();
      if (sweep.found().isEmpty()) {
        enforcement.unable(
            rule,
            text.way(),
            new CallFailedException(
                FailureCode.TOO_LARGE,
                "%d characters do not tell yet whether they are an injection"
                    .formatted(rest.length())));
        sweep = sweep();
      }
      return rest;
    }

    @Override
    public String finish() {
      return judged(sweep.finish());
    }

    @Override
    public String all(String words) {
      tell(rules.in(words, text.place() != Place.WORDS));
      return words;
    }

    private String judged(String released) {
      if (!told && !sweep.found().isEmpty()) {
        told = true;
        tell(sweep.found());
      }
      return released;
    }

    private void tell(Set<String> kinds) {
      kinds.forEach(kind -> enforcement.instead(rule, text.way(), text.place(), kind, ""));
    }
  }

  /** Holds a text until all of it is there. */
  private final class Held implements PieceStream {

    private final Guardrail rule;
    private final GuardedText text;
    private final Detector.Judge judge;
    private final StringBuilder words = new StringBuilder();

    private Held(Guardrail rule, GuardedText text, Detector.Judge judge) {
      this.rule = rule;
      this.text = text;
      this.judge = judge;
    }

    @Override
    public String take(String piece) {
      words.append(piece);
      enforcement.limit(rule, text.way(), words.length());
      return "";
    }

    @Override
    public String finish() {
      String said = words.toString();
      words.setLength(0);
      return judged(said);
    }

    @Override
    public String all(String said) {
      enforcement.limit(rule, text.way(), said.length());
      return judged(said);
    }

    private String judged(String said) {
      if (said.isEmpty()) {
        return said;
      }
      String all = said;
      for (String kind : found(said)) {
        String instead = enforcement.instead(rule, text.way(), text.place(), kind, said);
        all = rule.act().replaces() ? instead : all;
      }
      return all;
    }

    private List<String> found(String said) {
      try {
        return judge instanceof HttpJudge
            ? answers.find(rule, judge, new Piece(text.place(), said))
            : judge.find(text.place(), said, patience);
      } catch (CallFailedException e) {
        enforcement.unable(rule, text.way(), e);
        return List.of();
      }
    }
  }

  /** Judges a text excerpt by excerpt by what it is about. */
  private final class Subjects implements PieceStream {

    private final Guardrail rule;
    private final GuardedText text;
    private final TopicDetector.Reading topicDetector;
    private final ExcerptSweep sweep = new ExcerptSweep((excerpt, start) -> judged(excerpt));
    private boolean blind;

    private Subjects(Guardrail rule, GuardedText text, TopicDetector topicDetector) {
      this.rule = rule;
      this.text = text;
      this.topicDetector = topicDetector.reading();
    }

    @Override
    public String take(String piece) {
      String released = sweep.take(piece);
      enforcement.limit(rule, text.way(), sweep.held());
      return released;
    }

    @Override
    public String finish() {
      return sweep.finish();
    }

    private String judged(String excerpt) {
      TopicDetector.Match match = match(excerpt);
      if (match == null || !match.about()) {
        return excerpt;
      }
      enforcement.sure(rule, text.way(), match.score());
      return enforcement.instead(rule, text.way(), text.place(), match.topic(), excerpt);
    }

    // Null where it cannot look and the call goes on, which is told once of each text.
    private TopicDetector.@Nullable Match match(String excerpt) {
      if (blind) {
        return null;
      }
      enforcement.hurry();
      try {
        return topicDetector.match(VisibleText.of(excerpt));
      } catch (CallFailedException e) {
        blind = true;
        enforcement.unable(rule, text.way(), e);
        return null;
      }
    }
  }
}
