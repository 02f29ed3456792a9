package io.auterity.workflow.editor;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.InvalidResourcesException;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.ResourceDraft;
import io.auterity.platform.resource.ResourceService;
import io.auterity.platform.resource.ResourceService.AppliedResource;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.editor.store.WorkflowDraftStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Drafts of workflows: saved, published, thrown away. */
public record WorkflowDrafts(Database database, ResourceService resources, Time time) {

  /** Most drafts of a tenant. */
  public static final int MOST = 1_000;

  /** All of a tenant in the order of their ids. */
  public List<WorkflowDraft.Listed> list(TenantScope scope) {
    return database.inTenant(scope, WorkflowDraftStore::list);
  }

  /**
   * The draft of a workflow.
   *
   * @throws CallFailedException {@code not_found}
   */
  public WorkflowDraft get(TenantScope scope, String id) {
    return find(scope, id)
        .orElseThrow(
            () ->
                new CallFailedException(
                    FailureCode.NOT_FOUND, "there is no draft of workflow '%s'".formatted(id)));
  }

  private Optional<WorkflowDraft> find(TenantScope scope, String id) {
    return database.inTenant(scope, tx -> WorkflowDraftStore.get(tx, id));
  }

  /**
   * Saves a text as the draft of a workflow.
   *
   * @param follows version of the workflow that it was made from; 0 for none
   * @param revision of the draft that was read; 0 for none
   * @throws CallFailedException {@code conflict} when another was faster
   */
  public WorkflowDraft save(
      TenantScope scope, String by, String id, String text, int follows, int revision) {
    check(id, text, follows, revision);
    WorkflowDraft next = new WorkflowDraft(id, text, follows, revision + 1, by, time.now());
    boolean saved =
        database.inTenant(
            scope, tx -> revision > 0 ? WorkflowDraftStore.replace(tx, next) : added(tx, next));
    if (!saved) {
      throw conflict(scope, id, revision);
    }
    return next;
  }

  /**
   * Saves a text as the first revision of a draft that follows no version.
   *
   * @param besides what is done in the same transaction when it is saved
   * @throws CallFailedException {@code conflict} when there is a draft of that id
   */
  public WorkflowDraft begin(
      TenantScope scope, String by, String id, String text, Consumer<Transaction> besides) {
    check(id, text, 0, 0);
    WorkflowDraft first = new WorkflowDraft(id, text, 0, 1, by, time.now());
    boolean saved =
        database.inTenant(
            scope,
            tx -> {
              boolean added = added(tx, first);
              if (added) {
                besides.accept(tx);
              }
              return added;
            });
    if (!saved) {
      throw conflict(scope, id, 0);
    }
    return first;
  }

  private static boolean added(Transaction tx, WorkflowDraft draft) {
    if (WorkflowDraftStore.list(tx).size() >= MOST) {
      throw new CallFailedException(
          FailureCode.TOO_LARGE,
          "there are %,d drafts already: publish or throw away some".formatted(MOST));
    }
    return WorkflowDraftStore.add(tx, draft);
  }

  private static void check(String id, String text, int follows, int revision) {
    if (!Resource.ID.matcher(id).matches()) {
      throw new CallFailedException(
          FailureCode.INVALID,
          "'%s' is no id: use small letters, digits, . _ and -, at most 63".formatted(id));
    }
    if (text.length() > WorkflowCheck.CHARACTERS || text.indexOf('\0') >= 0) {
      throw new CallFailedException(
          FailureCode.TOO_LARGE,
          "text is at most %,d characters, none of them NUL".formatted(WorkflowCheck.CHARACTERS));
    }
    if (follows < 0 || revision < 0 || revision == Integer.MAX_VALUE) {
      throw new CallFailedException(
          FailureCode.INVALID, "follows and revision are numbers from 0: send those you read");
    }
  }

  /**
   * Puts a draft in force in place of the version that it follows, and ends it.
   *
   * @param revision of the draft that was read
   * @throws CallFailedException {@code conflict} when the draft or the workflow has changed
   */
  public AppliedResource publish(TenantScope scope, AuditedAct act, String id, int revision) {
    WorkflowDraft draft = get(scope, id);
    if (draft.revision() != revision) {
      throw conflict(scope, id, revision);
    }
    List<ResourceDraft> drafts = ResourceDraft.read(draft.text().getBytes(StandardCharsets.UTF_8));
    requireOne(id, drafts);
    AppliedResource applied =
        resources
            .apply(scope, act, List.of(drafts.getFirst().inPlaceOf(draft.follows())), false)
            .getFirst();
    // One that was saved meanwhile stays; it follows a version that is no longer in force.
    var _ = database.inTenant(scope, tx -> WorkflowDraftStore.end(tx, id, revision));
    return applied;
  }

  private static void requireOne(String id, List<ResourceDraft> drafts) {
    List<Problem> problems =
        drafts.size() == 1
            ? WorkflowCheck.form(drafts.getFirst().value(), id)
            : List.of(WorkflowCheck.several(drafts.size()));
    if (!problems.isEmpty()) {
      throw new InvalidResourcesException(problems);
    }
  }

  /**
   * Throws a draft away.
   *
   * @throws CallFailedException {@code conflict} when another has saved it since, {@code not_found}
   *     when there is none
   */
  public void end(TenantScope scope, String id, int revision) {
    var _ = get(scope, id);
    if (!database.inTenant(scope, tx -> WorkflowDraftStore.end(tx, id, revision))) {
      throw conflict(scope, id, revision);
    }
  }

  private CallFailedException conflict(TenantScope scope, String id, int read) {
    return find(scope, id)
        .map(
            draft ->
                new CallFailedException(
                    FailureCode.CONFLICT,
                    "the draft of workflow '%s' was saved by '%s' at %s as revision %d, and you read %d: look at what was changed, and save again"
                        .formatted(id, draft.by(), draft.at(), draft.revision(), read)))
        .orElseGet(
            () ->
                new CallFailedException(
                    read == 0 ? FailureCode.CONFLICT : FailureCode.NOT_FOUND,
                    "there is no draft of workflow '%s' any more: save it with revision 0"
                        .formatted(id)));
  }
}
