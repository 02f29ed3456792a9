package io.auterity.workflow.trigger;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.AuditedChange;
import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.id.Ids;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.ResourceSet;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.workflow.definition.DefinitionPart;
import io.auterity.workflow.definition.InputSchema;
import io.auterity.workflow.event.CustomEventKind;
import io.auterity.workflow.registry.FileTriggers;
import io.auterity.workflow.trigger.FileTriggerReader.Written;
import io.auterity.workflow.trigger.store.TriggerRow;
import io.auterity.workflow.trigger.store.TriggerRow.State;
import io.auterity.workflow.trigger.store.TriggerStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The triggers of workflow files as rows, in the transaction that stores the workflow: those of the
 * version in force are all that there are. One that does not change goes on as it stands.
 *
 * @param permit refuses who may not make triggers
 * @param keys as which their runs may start
 * @param sources of the events that they wait for
 */
public record StoredFileTriggers(
    TriggerRules rules,
    ChangeAudit audit,
    Ids ids,
    BiConsumer<TenantScope, Principal> permit,
    TriggerKeys keys,
    EventSources sources)
    implements FileTriggers {

  private static final TriggerStore STORE = new TriggerStore();

  @Override
  public boolean standIn(Json.Obj spec) {
    return spec.get(FileTriggerReader.TRIGGERS) != null;
  }

  @Override
  public List<Problem> check(String workflow, Json.Obj spec, ResourceSet others) {
    List<Problem> problems = new ArrayList<>();
    List<Written> all = FileTriggerReader.read(workflow, spec, problems);
    // What is wrong with that is told by the workflow's own check.
    Json.Obj input = InputSchema.read(new DefinitionPart("", spec, new ArrayList<>()));
    for (Written written : all) {
      FileTriggerReader.checkInput(written, input, problems);
      check(written, others, problems);
    }
    return problems;
  }

  private void check(Written written, ResourceSet others, List<Problem> problems) {
    String other = written.follows();
    if (other != null && others.get("workflow", other).isEmpty()) {
      List<String> known = others.list("workflow").stream().map(Resource::id).toList();
      problems.add(
          new Problem(
              written.path() + ".after.workflow",
              "there is no workflow '%s'".formatted(other),
              Nearest.fix(other, known)));
    }
    try {
      written.spec().check(rules, CustomEventKind.types(others));
    } catch (CallFailedException e) {
      Map<String, String> fields = e.failure().fields();
      if (fields.isEmpty()) {
        problems.add(new Problem(written.path(), e.failure().message(), "change it"));
      }
      fields.forEach(
          (field, rule) ->
              problems.add(FileTriggerReader.problem(written.path(), named(field), rule)));
    }
  }

  private static String named(String field) {
    return field.equals("type") ? FileTriggerReader.EVENT : field;
  }

  @Override
  public void requireHappens(String type, ResourceSet others) {
    rules.declared(CustomEventKind.types(others)).require(type);
  }

  @Override
  public List<String> notes(TenantScope scope, Resource workflow, ResourceSet all) {
    List<String> notes = new ArrayList<>();
    for (Written written :
        FileTriggerReader.read(workflow.id(), workflow.spec(), new ArrayList<>())) {
      String type = written.spec().type();
      if (type != null) {
        sources
            .missing(scope, type, all)
            .map(why -> "trigger '%s' starts nothing yet: %s".formatted(written.spec().name(), why))
            .ifPresent(notes::add);
      }
    }
    return notes;
  }

  @Override
  public void permit(TenantScope scope, Principal who, Json.Obj spec) {
    if (standIn(spec)) {
      permit.accept(scope, who);
      FileTriggerReader.read("", spec, new ArrayList<>()).stream()
          .flatMap(written -> Stream.ofNullable(written.as()))
          .distinct()
          .forEach(key -> keys.permit(scope, who, key));
    }
  }

  @Override
  public Set<String> secrets(Json.Obj spec) {
    return FileTriggerReader.read("", spec, new ArrayList<>()).stream()
        .flatMap(written -> written.spec().secrets().stream())
        .collect(Collectors.toSet());
  }

  @Override
  public void storing(Transaction tx, TenantScope scope, AuditedAct act, Resource workflow) {
    List<Written> wanted =
        FileTriggerReader.read(workflow.id(), workflow.spec(), new ArrayList<>());
    STORE.lockAll(tx);
    Map<String, TriggerRow> left =
        STORE.inFile(tx, workflow.id()).stream()
            .collect(Collectors.toMap(TriggerRow::name, Function.identity()));
    wanted.forEach(written -> put(tx, scope, act, left.remove(written.spec().name()), written));
    left.values().forEach(row -> delete(tx, act, row));
    Triggers.requireRoom(tx, STORE);
  }

  private void put(
      Transaction tx,
      TenantScope scope,
      AuditedAct act,
      @Nullable TriggerRow before,
      Written written) {
    Instant now = rules.time().now();
    State state = before != null && before.state() == State.PAUSED ? State.PAUSED : State.ACTIVE;
    String key = written.as();
    TriggerRow row =
        written
            .spec()
            .row(
                scope,
                rules.tokens(),
                before == null ? ids.next() : before.id(),
                key == null ? act.who() : keys.of(tx, scope, key),
                act.who(),
                state,
                before == null ? now : before.created(),
                now,
                true);
    String former = before == null ? null : TriggerSpec.digest(before);
    String after = TriggerSpec.digest(row);
    if (before != null && before.state() == state && after.equals(former)) {
      return;
    }
    STORE.put(tx, row, before != null && Triggers.goesOn(before, row));
    audit.write(tx, act, new AuditedChange(Triggers.target(row), former, after));
  }

  @Override
  public void dropping(Transaction tx, AuditedAct act, String workflow) {
    STORE.lockAll(tx);
    STORE.inFile(tx, workflow).forEach(row -> delete(tx, act, row));
  }

  private void delete(Transaction tx, AuditedAct act, TriggerRow row) {
    STORE.delete(tx, row);
    String former = TriggerSpec.digest(row);
    audit.write(tx, act, new AuditedChange(Triggers.target(row), former, null));
  }
}
