package io.auterity.workflow.step;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.expression.EvaluationException;
import io.auterity.platform.expression.Expression.Bindings;
import io.auterity.platform.expression.Template;
import io.auterity.platform.expression.ValueType;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.platform.expression.ValueType.Struct;
import io.auterity.spi.Json;
import io.auterity.workflow.approval.ApprovalRequest.Notification;
import io.auterity.workflow.approval.VoteLinks;
import io.auterity.workflow.definition.DefinitionPart;
import io.auterity.workflow.graph.RunNames;
import io.auterity.workflow.graph.Signatures.Signature;
import io.auterity.workflow.graph.Step;
import io.auterity.workflow.graph.StepCompilation;
import io.auterity.workflow.graph.TemplateChecks;
import io.auterity.workflow.journal.ApprovalRow;
import io.auterity.workflow.journal.StoredJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A call by which a step that asks for approval tells people of it, e.g. a message in a chat. The
 * run does not wait for it, and goes on when it fails.
 *
 * @param field where it stands, e.g. {@code tell[0]}
 * @param provider template of the provider that is asked; null where the road chooses
 * @param with template of the input, which reads {@code ask} besides what the step reads
 */
record AskNotice(String field, String id, String capability, @Nullable String provider, Json with) {

  private static final int MOST = 10;

  /** Bytes of an input. */
  private static final int LARGEST = 64 << 10;

  private static final String ASK = "ask";

  private static final String VOTE = "vote";

  private static final Map<String, ValueType> TOLD =
      Map.of("id", Scalar.TEXT, "question", Scalar.TEXT, "link", Scalar.TEXT);

  static List<AskNotice> read(DefinitionPart part) {
    List<AskNotice> all = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (DefinitionPart one : part.has("tell") ? part.parts("tell") : List.<DefinitionPart>of()) {
      one.only(Set.of("id", "call", "provider", "with"));
      String id = one.word("id");
      if (!ids.add(id)) {
        one.wrong("id", "'%s' stands there twice".formatted(id), "choose another name");
      }
      String field = "tell[%d]".formatted(all.size());
      Json with = one.get("with");
      String provider = one.has("provider") ? one.text("provider") : null;
      all.add(
          new AskNotice(field, id, one.text("call"), provider, with == null ? Json.EMPTY : with));
    }
    if (all.size() > MOST) {
      part.wrong("tell", "has %d calls, at most %d".formatted(all.size(), MOST), "leave some out");
    }
    return List.copyOf(all);
  }

  static List<Compiled> compile(List<AskNotice> all, StepCompilation at) {
    List<Compiled> compiled = new ArrayList<>();
    for (AskNotice one : all) {
      TemplateChecks templates = at.timedSeeing(Map.of(ASK, told(one.capability)));
      Optional<Signature> signature = CallStep.signature(at, one.field + ".call", one.capability);
      String path = at.path(one.field + ".with");
      Template input =
          signature.isEmpty()
              ? templates.template(path, one.with)
              : templates.input(path, one.with, signature.get());
      if (input != null) {
        Template provider = CallStep.provider(at, one.field + ".provider", one.provider);
        compiled.add(new Compiled(one.id, one.capability, provider, input));
      }
    }
    return List.copyOf(compiled);
  }

  private static ValueType told(String capability) {
    Map<String, ValueType> fields = new HashMap<>(TOLD);
    if (capability.equals(VoteLinks.CARRIER)) {
      fields.put(VOTE, Scalar.TEXT);
    }
    return Struct.required(fields);
  }

  /** One that is compiled. */
  record Compiled(String id, String capability, @Nullable Template provider, Template with) {

    /**
     * The call for an approval that begins.
     *
     * @param bindings what the step sees
     */
    Notification notification(Bindings bindings, String question) {
      Json.Obj ask = ask(bindings, question);
      try {
        Json input = with.evaluate(name -> name.equals(ASK) ? ask : bindings.get(name));
        return input instanceof Json.Obj fields && StoredJson.of(fields).size() <= LARGEST
            ? new Notification(id, capability, Step.Outline.line(provider, bindings), fields, null)
            : failed("its input must be an object of at most %d bytes".formatted(LARGEST));
      } catch (EvaluationException e) {
        return failed(e.getMessage());
      }
    }

    private Notification failed(@Nullable String problem) {
      return new Notification(
          id,
          capability,
          null,
          null,
          Objects.requireNonNullElse(problem, "its input could not be made"));
    }

    private Json.Obj ask(Bindings bindings, String question) {
      String id = "ask_…";
      if (bindings.get("run") instanceof Json.Obj run
          && bindings.get(RunNames.STEP) instanceof Json.Str(String step)) {
        UUID of = Invocation.RUN_ID.read(Objects.requireNonNull(run.text("id")));
        id = ApprovalRow.ID.write(ApprovalRow.id(of, step));
      }
      String console =
          bindings.get(RunNames.CONSOLE) instanceof Json.Str(String address) ? address : "";
      Json.Obj told =
          Json.EMPTY
              .with("id", Json.of(id))
              .with("question", Json.of(question))
              .with("link", Json.of("%s/approvals/%s".formatted(console, id)));
      // The e-mail that is sent has a link of the one who gets it in its place.
      return capability.equals(VoteLinks.CARRIER)
          ? told.with(VOTE, Json.of(console + VoteLinks.PATH + id))
          : told;
    }
  }
}
