package io.auterity.faults;

import static io.auterity.faults.FaultRoad.FIRST;
import static io.auterity.faults.FaultRoad.SECOND;
import static io.auterity.faults.FaultyCall.ANSWER;
import static io.auterity.faults.FaultyCall.ESTIMATE;
import static io.auterity.faults.FaultyCall.FAILURE;
import static io.auterity.faults.FaultyCall.NOBODY;
import static io.auterity.faults.FaultyCall.NOTHING;
import static io.auterity.faults.FaultyCall.PART;
import static io.auterity.faults.FaultyCall.REST;
import static io.auterity.faults.FaultyCall.TOLD;
import static io.auterity.faults.FaultyCall.WHOLE;

import org.jspecify.annotations.Nullable;

/** What must come of each fault, whichever vendor has it; the page is made from this. */
final class FaultTable {

  private FaultTable() {}

  /**
   * What must come of a fault.
   *
   * @param answered who does
   * @param saw what the caller sees
   * @param billed for the attempt at the vendor with the fault
   * @param learnt what the breaker of that vendor does
   */
  record Expected(String answered, String saw, String billed, String learnt) {}

  /**
   * One fault.
   *
   * @param plain null where it does not arise
   * @param resumed as a stream of a route with {@code resume: true}
   */
  record Row(@Nullable Expected plain, Expected streamed, Expected resumed) {

    private static Row both(Expected expected) {
      return new Row(expected, expected, expected);
    }

    /** Whether another goes on with the stream. */
    boolean goesOn() {
      return !resumed.equals(streamed);
    }
  }

  static Row of(Fault fault) {
    return switch (fault) {
      case INTERNAL_ERROR, OVERLOADED -> Row.both(passedOn(NOTHING, FAILURE));
      case LIMIT, QUOTA, KEY, CONTEXT_NAMED, CONTENT_NAMED -> Row.both(passedOn(NOTHING, NOTHING));
      case LIMIT_FOR_A_WHILE -> Row.both(passedOn(NOTHING, REST));
      case CONTEXT -> Row.both(refused("context_too_long"));
      case CONTENT -> Row.both(refused("content_refused"));
      case ERROR_INSIDE, HTML, RESET, NO_ANSWER, LONG_HEADER, CUT_BEFORE ->
          Row.both(passedOn(ESTIMATE, FAILURE));
      case SLOW -> Row.both(answered());
      case CUT_AFTER, NO_FINISH, MALFORMED -> later("unavailable");
      case STALL -> later("timeout");
      case ERROR_EVENT -> new Row(null, broken("unavailable"), passedOn(ESTIMATE, FAILURE));
      case USAGE_TWICE -> new Row(null, answered(), answered());
      case CALLER_GONE -> gone(new Expected(NOBODY, PART + "`cancelled`", ESTIMATE, NOTHING));
    };
  }

  /** The same at vendors of a dialect, some of which bill what they made before they failed. */
  static Row of(Fault fault, Dialect dialect) {
    if (!dialect.billsFailures()) {
      return of(fault);
    }
    return switch (fault) {
      case CONTEXT_NAMED, CONTENT_NAMED -> Row.both(passedOn(ESTIMATE, NOTHING));
      case CONTEXT -> Row.both(new Expected(NOBODY, "`context_too_long`", ESTIMATE, NOTHING));
      case CONTENT -> Row.both(new Expected(NOBODY, "`content_refused`", ESTIMATE, NOTHING));
      default -> of(fault);
    };
  }

  private static Expected answered() {
    return new Expected(FIRST, WHOLE, TOLD, ANSWER);
  }

  private static Expected passedOn(String billed, String learnt) {
    return new Expected(SECOND, WHOLE, billed, learnt);
  }

  private static Expected refused(String code) {
    return new Expected(NOBODY, "`" + code + "`", NOTHING, NOTHING);
  }

  private static Expected broken(String code) {
    return new Expected(NOBODY, PART + "`" + code + "`", ESTIMATE, FAILURE);
  }

  // Nobody sees a part of a plain answer, so it may still come from another vendor.
  private static Row later(String code) {
    return new Row(passedOn(ESTIMATE, FAILURE), broken(code), passedOn(ESTIMATE, FAILURE));
  }

  private static Row gone(Expected streamed) {
    return new Row(new Expected(NOBODY, "`cancelled`", ESTIMATE, NOTHING), streamed, streamed);
  }
}
