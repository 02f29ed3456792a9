package io.auterity.plugins.tracker;

import io.auterity.spi.Call;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.Documents.Writer;
import io.auterity.spi.Done;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.tracker.Issue;
import io.auterity.spi.tracker.IssueMove;
import io.auterity.spi.tracker.IssueQuery;
import io.auterity.spi.tracker.IssueTransition;
import io.auterity.spi.tracker.IssueTransitionQuery;
import io.auterity.spi.tracker.IssueUpdate;
import io.auterity.spi.tracker.NewIssue;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.paging.PageLimit;
import io.auterity.toolkit.paging.Pages;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Issues as documents, numbered within their project. */
record Issues(TrackerDocuments store) {

  static final String COLLECTION = "issue";

  private static final PageLimit LIMIT = new PageLimit(50, 200);
  private static final int DEEPEST = 100;

  Issue create(NewIssue input, Optional<String> callKey) {
    // Refused before anything is locked.
    IssueBody.of(input, store.ref("new"), store.now());
    return issue(store.write(writer -> findOrAdd(writer, input, callKey)));
  }

  private Document findOrAdd(Writer writer, NewIssue input, Optional<String> callKey) {
    Document stored =
        CallKey.find(writer, COLLECTION, callKey).orElseGet(() -> add(writer, input, callKey));
    CallKey.requireSame(callKey, read(stored).isAskedAs(input));
    return stored;
  }

  private Document add(Writer writer, NewIssue input, Optional<String> callKey) {
    String project = input.project().id();
    Projects.requireOpen(writer, project);
    requireAncestors(writer, null, input.parent());
    String key = project + "-" + writer.next(COLLECTION + ":" + project);
    IssueBody body = IssueBody.of(input, store.ref(key), store.now());
    Document wanted = new Document(COLLECTION, key, body.json());
    Document added = writer.addOrGet(wanted, CallKey.only(callKey)).document();
    TrackerEvents.created(writer, body.issue());
    return added;
  }

  /** Refuses a parent that is not there, or that is a part of the issue itself. */
  private void requireAncestors(Writer writer, @Nullable String issue, @Nullable Ref parent) {
    Ref next = parent;
    for (int depth = 0; next != null; depth++) {
      if (next.id().equals(issue) || depth == DEEPEST) {
        throw Refusal.invalid(IssueBody.PARENT, "must not be the issue or a part of it");
      }
      next = read(required(writer, next.id())).issue().parent();
    }
  }

  Issue get(Ref issue) {
    return store
        .documents()
        .get(COLLECTION, issue.id())
        .map(this::issue)
        .orElseThrow(() -> TrackerErrors.unknownIssue(issue.id()));
  }

  /** As stored; refused when it is not there. */
  static Document required(Writer writer, String id) {
    return writer.get(COLLECTION, id).orElseThrow(() -> TrackerErrors.unknownIssue(id));
  }

  /** As stored, where something new may hang on it: its project is not being deleted. */
  static Document growing(Writer writer, String id) {
    Document issue = required(writer, id);
    Projects.requireKept(writer, issue.body().text(IssueBody.PROJECT));
    return issue;
  }

  Page<Issue> list(IssueQuery query) {
    LIMIT.of(query.limit());
    return store.page(COLLECTION, filter(query), query.cursor(), query.limit(), this::issue);
  }

  private Json.Obj filter(IssueQuery query) {
    Map<String, Json> filter = new HashMap<>();
    if (query.project() != null) {
      String project = Projects.require(store.documents(), query.project());
      filter.put(IssueBody.PROJECT, Json.of(project));
    }
    if (query.state() != null) {
      filter.put(IssueBody.STATE, Json.of(query.state().name()));
    }
    if (query.sprint() != null) {
      String sprint = Sprints.require(store.documents(), query.sprint());
      filter.put(IssueBody.SPRINT, Json.of(sprint));
    }
    holding("label", query.label(), IssueBody.LABELS, filter);
    holding("assignee", query.assignee(), IssueBody.ASSIGNEES, filter);
    return Json.object(filter);
  }

  private static void holding(
      String field, @Nullable String item, String list, Map<String, Json> filter) {
    if (item != null) {
      TrackerRules.checkText(field, item);
      filter.put(list, Json.array(List.of(Json.of(item))));
    }
  }

  Issue update(IssueUpdate update) {
    return change(
        update.issue(),
        (writer, before) -> {
          IssueBody after = before.apply(update, store.now());
          Ref parent = after.issue().parent();
          if (parent != null && !parent.equals(before.issue().parent())) {
            requireAncestors(writer, before.issue().key(), parent);
          }
          return after;
        });
  }

  /** What a change makes of an issue. */
  @FunctionalInterface
  interface Changing {
    IssueBody of(Writer writer, IssueBody before);
  }

  Issue change(Ref issue, Changing changing) {
    return issue(
        store.write(
            writer -> {
              IssueBody before = read(required(writer, issue.id()));
              return put(writer, before, changing.of(writer, before));
            }));
  }

  private static Document put(Writer writer, IssueBody before, IssueBody after) {
    Document changed = new Document(COLLECTION, after.issue().key(), after.json());
    writer.put(changed);
    TrackerEvents.changed(writer, before.issue(), after.issue());
    return changed;
  }

  private void put(Writer writer, Document stored, UnaryOperator<Issue.Builder> change) {
    IssueBody before = read(stored);
    put(writer, before, before.with(store.now(), change));
  }

  private void drop(Writer writer, Document last) {
    writer.delete(COLLECTION, last.id());
    TrackerEvents.deleted(writer, issue(last));
  }

  /**
   * Deletes what hangs on an issue and then the issue, so that where this breaks off a repetition
   * finds it; and again what was hung on it meanwhile.
   */
  Done delete(Ref issue, Call call) {
    String id = get(issue).key();
    clearAround(id, call);
    store.write(
        writer -> {
          drop(writer, required(writer, id));
          return id;
        });
    clearAround(id, call);
    return Done.DONE;
  }

  private void clearAround(String id, Call call) {
    Json one = Json.of(id);
    Json.Obj ends = Json.EMPTY.with(IssueLinks.ENDS, Json.array(List.of(one)));
    store.clear(IssueComments.COLLECTION, Json.EMPTY.with(IssueComments.ISSUE, one), call);
    store.clear(IssueLinks.COLLECTION, ends, call);
    store.forEach(
        COLLECTION,
        Json.EMPTY.with(IssueBody.PARENT, one),
        call,
        (writer, part) -> put(writer, part, changed -> changed.parent(null)));
  }

  /** Deletes all issues of a project, which takes no more. */
  void deleteAll(String project, Call call) {
    Json.Obj filter = Json.EMPTY.with(IssueBody.PROJECT, Json.of(project));
    store.clear(
        COLLECTION,
        filter,
        call,
        issue -> {
          TrackerErrors.requireTime(call, COLLECTION, 0);
          clearAround(issue.id(), call);
        },
        this::drop);
  }

  /** Takes a label off all issues of a project. */
  void unlabel(String project, String label, Call call) {
    Json.Obj filter =
        Json.EMPTY
            .with(IssueBody.PROJECT, Json.of(project))
            .with(IssueBody.LABELS, Json.array(List.of(Json.of(label))));
    store.forEach(
        COLLECTION,
        filter,
        call,
        (writer, document) -> {
          List<String> rest =
              issue(document).labels().stream().filter(each -> !each.equals(label)).toList();
          put(writer, document, after -> after.labels(rest));
        });
  }

  /** Takes all issues out of a sprint. */
  void unplan(String sprint, Call call) {
    store.forEach(
        COLLECTION,
        Json.EMPTY.with(IssueBody.SPRINT, Json.of(sprint)),
        call,
        (writer, document) -> put(writer, document, after -> after.sprint(null)));
  }

  Page<IssueTransition> transitions(IssueTransitionQuery query) {
    IssueStatus status = IssueStatus.of(String.valueOf(get(query.issue()).status()));
    int limit = LIMIT.of(query.limit());
    return Pages.of(
        status.transitions(store.provider()), query.cursor(), limit, each -> each.ref().id());
  }

  Issue move(IssueMove move) {
    return change(
        move.issue(),
        (writer, before) ->
            before.in(before.status().after(move.transition())).with(store.now(), same -> same));
  }

  private IssueBody read(Document document) {
    return IssueBody.read(document, store.provider());
  }

  private Issue issue(Document document) {
    return read(document).issue();
  }
}
