package io.auterity.relay.decision.format;

import io.auterity.ledger.OfferRule;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Principal;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.route.CallFacts;
import io.auterity.relay.route.Circumstances;
import io.auterity.relay.route.Demand;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The compact stored form of a decision's call, and of what planning knew of it. */
final class CallForm {

  private static final int IN_RUN = 1;
  private static final int UNDERSTOOD = 2;
  private static final int SHADOW = 4;
  private static final int STREAM = 1;
  private static final int DEMANDS = 2;
  private static final int OWNED = 4;
  private static final int NARROWED = 8;
  private static final int AMID = 16;
  private static final int NAMES_SECRET = 32;
  private static final int OF_RESOURCE = 64;
  private static final int BARE = 128;
  private static final int BILLED = 1;
  private static final int AT_MOST = 2;
  private static final int UNDER_BUDGET = 4;
  private static final int READS_ONLY = 8;
  private static final int UNITS = 16;
  private static final int RULES = 32;

  static void write(Decision.Call call, CompactWriter out) {
    int record = out.begin();
    Invocation.Parent parent = call.parent();
    CallFacts facts = call.facts();
    UUID shadows = call.shadows();
    out.octet(
        (parent == null ? 0 : IN_RUN)
            | (facts == null ? 0 : UNDERSTOOD)
            | (shadows == null ? 0 : SHADOW));
    out.uuid(call.tenant());
    out.uuid(call.principal().id());
    out.text(call.principal().name());
    Numbering.PRINCIPALS.write(out, call.principal().type());
    out.text(call.door());
    if (parent != null) {
      out.uuid(parent.run());
      out.text(parent.step());
      out.signed(parent.round());
    }
    out.text(call.capability());
    out.texts(call.labels());
    out.text(call.idempotencyKey());
    out.digits(call.trace());
    if (facts != null) {
      write(facts, out);
    }
    if (shadows != null) {
      out.uuid(shadows);
    }
    out.end(record);
  }

  static Decision.Call read(CompactReader in) {
    return in.record(() -> call(in));
  }

  private static Decision.Call call(CompactReader in) {
    int flags = in.octet();
    return new Decision.Call(
        in.uuid(),
        new Principal(in.uuid(), in.text(), Numbering.PRINCIPALS.read(in)),
        in.text(),
        (flags & IN_RUN) == 0 ? null : parent(in),
        in.text(),
        in.textsByName(),
        in.textOrNull(),
        in.digitsOrNull(),
        (flags & UNDERSTOOD) == 0 ? null : facts(in),
        (flags & SHADOW) == 0 ? null : in.uuid());
  }

  private static Invocation.Parent parent(CompactReader in) {
    UUID run = in.uuid();
    return new Invocation.Parent(run, in.text(), in.integer());
  }

  private static void write(CallFacts facts, CompactWriter out) {
    int record = out.begin();
    Demand demand = facts.demand();
    List<String> models = facts.models();
    Circumstances around = facts.around();
    out.octet(
        (facts.stream() ? STREAM : 0)
            | (demand == null ? 0 : DEMANDS)
            | (facts.owners().isEmpty() ? 0 : OWNED)
            | (models == null ? 0 : NARROWED)
            | (around == null ? 0 : AMID)
            | (facts.secret() ? NAMES_SECRET : 0)
            | (facts.resource().isEmpty() ? 0 : OF_RESOURCE)
            | (facts.bare() ? BARE : 0));
    out.text(facts.capability());
    out.text(facts.kind());
    out.text(facts.operation());
    Numbering.EFFECTS.write(out, facts.effect());
    Numbering.DATA_CLASSES.write(out, facts.dataClass());
    out.text(facts.model());
    out.texts(facts.labels());
    out.text(facts.principal());
    Numbering.PRINCIPALS.write(out, facts.principalType());
    Numbering.DOORS.write(out, facts.door());
    out.text(facts.pinned());
    if (demand != null) {
      write(demand, out);
    }
    if (!facts.owners().isEmpty()) {
      out.texts(facts.owners());
    }
    if (models != null) {
      out.texts(models);
    }
    if (around != null) {
      Instant at = around.at();
      out.signed(at.getEpochSecond());
      out.unsigned(at.getNano());
      out.quantities(around.spent());
    }
    if (!facts.resource().isEmpty()) {
      out.texts(facts.resource());
    }
    if (!facts.alternatives().isEmpty()) {
      out.texts(facts.alternatives());
    }
    out.end(record);
  }

  private static CallFacts facts(CompactReader in) {
    return in.record(
        () -> {
          int flags = in.octet();
          String capability = in.text();
          String kind = in.text();
          String operation = in.text();
          return new CallFacts(
              capability,
              kind,
              operation,
              Numbering.EFFECTS.read(in),
              (flags & STREAM) != 0,
              Numbering.DATA_CLASSES.read(in),
              in.textOrNull(),
              in.textsByName(),
              in.text(),
              Numbering.PRINCIPALS.read(in),
              Numbering.DOORS.read(in),
              in.textOrNull(),
              (flags & DEMANDS) == 0 ? null : demand(in),
              (flags & OWNED) == 0 ? List.of() : in.texts(),
              (flags & NARROWED) == 0 ? null : in.texts(),
              (flags & AMID) == 0 ? null : new Circumstances(in.instant(), in.quantities()),
              (flags & NAMES_SECRET) != 0,
              (flags & OF_RESOURCE) == 0 ? Map.of() : in.textsByName(),
              (flags & BARE) != 0,
              in.more() ? in.texts() : List.of());
        });
  }

  private static void write(Demand demand, CompactWriter out) {
    int record = out.begin();
    Integer output = demand.output();
    out.octet(
        (demand.billed() ? BILLED : 0)
            | (output == null ? 0 : AT_MOST)
            | (demand.budget() == null ? 0 : UNDER_BUDGET)
            | (demand.writes() ? 0 : READS_ONLY)
            | (demand.units().isEmpty() ? 0 : UNITS)
            | (demand.rules().isEmpty() ? 0 : RULES));
    out.signed(demand.input());
    if (output != null) {
      out.signed(output);
    }
    out.texts(demand.abilities());
    if (demand.budget() != null) {
      out.text(demand.budget());
    }
    if (!demand.units().isEmpty()) {
      out.quantities(demand.units());
    }
    if (!demand.rules().isEmpty()) {
      out.unsigned(demand.rules().size());
      demand.rules().forEach(rule -> write(rule, out));
    }
    out.end(record);
  }

  private static void write(OfferRule rule, CompactWriter out) {
    int record = out.begin();
    Numbering.ASKS.write(out, rule.ask());
    out.text(rule.budget());
    out.text(rule.model());
    out.end(record);
  }

  private static OfferRule rule(CompactReader in) {
    return in.record(() -> new OfferRule(Numbering.ASKS.read(in), in.text(), in.textOrNull()));
  }

  private static Demand demand(CompactReader in) {
    return in.record(
        () -> {
          int flags = in.octet();
          long input = in.signed();
          return new Demand(
              input,
              output(flags, in),
              (flags & BILLED) != 0,
              (flags & READS_ONLY) == 0,
              in.texts(),
              (flags & UNDER_BUDGET) == 0 ? null : in.text(),
              (flags & UNITS) == 0 ? Map.of() : in.quantities(),
              (flags & RULES) == 0 ? List.of() : in.list(() -> rule(in)));
        });
  }

  private static @Nullable Integer output(int flags, CompactReader in) {
    return (flags & AT_MOST) == 0 ? null : in.integer();
  }
}
