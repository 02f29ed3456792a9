package io.auterity.workflow.step;

import io.auterity.platform.expression.Expression.Bindings;
import io.auterity.platform.expression.Template;
import io.auterity.platform.expression.ValueType;
import io.auterity.platform.expression.ValueType.ListOf;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.platform.expression.ValueType.Struct;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.workflow.approval.ApprovalRequest;
import io.auterity.workflow.approval.ApprovalRequest.Notice;
import io.auterity.workflow.approval.ApprovalRequest.Notification;
import io.auterity.workflow.approval.ApprovalRequest.Outcome;
import io.auterity.workflow.approval.ApprovalRequestJson;
import io.auterity.workflow.definition.DefinitionPart;
import io.auterity.workflow.definition.StepType;
import io.auterity.workflow.graph.Beginning;
import io.auterity.workflow.graph.MessageWait;
import io.auterity.workflow.graph.Node;
import io.auterity.workflow.graph.Step;
import io.auterity.workflow.graph.StepCompilation;
import io.auterity.workflow.graph.StepKind;
import io.auterity.workflow.journal.StoredJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A step that asks people for approval; its value is what they have decided.
 *
 * @param question template of a text
 * @param show template of what the voters are shown besides
 * @param terms what is the same each time that it is asked
 * @param tell calls that tell people of it
 */
record AskStep(Step.Head head, Json question, Json show, AskTerms terms, List<AskNotice> tell)
    implements Step {

  static final StepKind KIND =
      new StepKind(
          StepType.ASK,
          AskTerms.FIELDS,
          (head, part, inner) ->
              new AskStep(
                  head,
                  question(part),
                  part.get("show") == null ? Json.NULL : part.value("show"),
                  AskTerms.read(part),
                  AskNotice.read(part)));

  // One that is empty once it is evaluated fails the step then.
  private static Json question(DefinitionPart part) {
    Json question = part.value("ask");
    if (question instanceof Json.Str(String text) && text.isBlank()) {
      part.wrong("ask", "'ask' is empty", "write what is asked");
    }
    return question;
  }

  /** Characters of a question. */
  private static final int LONGEST = 2_000;

  /** Bytes of what is shown. */
  private static final int MOST_SHOWN = 256 << 10;

  @Override
  public StepType type() {
    return StepType.ASK;
  }

  @Override
  public Outline outline() {
    return Outline.of(question);
  }

  @Override
  public ValueType compile(StepCompilation at) {
    Template asked = at.timedTemplates().fitting(at.path("ask"), question, Scalar.TEXT);
    Template shown = at.timedTemplates().template(at.path("show"), show);
    List<Template> before = new ArrayList<>();
    for (String other : terms.notSame()) {
      Template votes =
          at.templates().template(at.path("of.notSame"), Json.of("${%s.votes}".formatted(other)));
      if (votes != null) {
        before.add(votes);
      }
    }
    List<AskNotice.Compiled> notices = AskNotice.compile(tell, at);
    if (asked != null && shown != null) {
      at.add(new Ask(at.head(), asked, shown, before, terms, notices));
    }
    return type(ValueType.ofSchema(terms.form()));
  }

  private static ValueType type(ValueType form) {
    Map<String, ValueType> fields = new LinkedHashMap<>();
    fields.put("choice", Scalar.TEXT);
    fields.put("form", form);
    fields.put("by", new ValueType.Nullable(Scalar.TEXT));
    fields.put("at", Scalar.TEXT);
    fields.put("votes", new ListOf(Scalar.ANY));
    return Struct.required(fields);
  }

  private record Ask(
      Node.Head head,
      Template question,
      Template show,
      List<Template> before,
      AskTerms terms,
      List<AskNotice.Compiled> tell)
      implements MessageWait {

    @Override
    public StepType type() {
      return StepType.ASK;
    }

    @Override
    public Json input(Bindings bindings) {
      return show.evaluate(bindings);
    }

    @Override
    public @Nullable String signal() {
      return null;
    }

    @Override
    public Beginning begin(Bindings bindings, Instant now) {
      String text = Outline.line(question.evaluate(bindings));
      Json shown = show.evaluate(bindings);
      if (text.isBlank() || text.length() > LONGEST) {
        return Beginning.Refusal.of(
            "the question has %d characters, from 1 to %d".formatted(text.length(), LONGEST));
      }
      int size = StoredJson.of(shown).size();
      if (size > MOST_SHOWN) {
        return Beginning.Refusal.of(
            "show has %d bytes, at most %d; show a part of it".formatted(size, MOST_SHOWN));
      }
      List<Notification> notices =
          tell.stream().map(one -> one.notification(bindings, text)).toList();
      return question(terms.request(text, shown, deciders(bindings), notices, now));
    }

    // Who decided the steps before may not decide this one.
    private Set<String> deciders(Bindings bindings) {
      Set<String> users = new TreeSet<>();
      for (Template votes : before) {
        if (votes.evaluate(bindings) instanceof Json.Arr(var ballots)) {
          ballots.forEach(
              ballot -> {
                if (ballot instanceof Json.Obj vote && vote.text("user") != null) {
                  users.add(String.valueOf(vote.text("user")));
                }
              });
        }
      }
      return users;
    }

    @Override
    public Beginning due(Json asked) {
      return beginning(request(asked).due());
    }

    @Override
    public Beginning received(Json asked, Json message) {
      return beginning(request(asked).vote(ApprovalRequestJson.vote((Json.Obj) message)));
    }

    private static ApprovalRequest request(Json asked) {
      return ApprovalRequestJson.read((Json.Obj) asked);
    }

    private static Beginning beginning(Outcome outcome) {
      return switch (outcome) {
        case Outcome.Open(ApprovalRequest next) -> question(next);
        case Outcome.Decided(String choice, Json.Obj value) -> new Beginning.Output(value);
        case Outcome.Expired(var failure) -> new Beginning.Refusal(failure);
        case Outcome.Refused(var failure) -> throw new CallFailedException(failure);
      };
    }

    private static Beginning question(ApprovalRequest request) {
      List<Notice> notices = request.notices();
      return new Beginning.Question(
          notices.isEmpty() ? null : notices.getFirst().at(), ApprovalRequestJson.write(request));
    }
  }
}
