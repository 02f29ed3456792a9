package io.auterity.plugins.tracker;

import io.auterity.spi.Documents;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.Documents.Writer;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.tracker.Issue;
import io.auterity.spi.tracker.IssueQuery;
import io.auterity.spi.tracker.IssueState;
import io.auterity.spi.tracker.IssueUpdate;
import io.auterity.spi.tracker.NewIssue;
import io.auterity.toolkit.paging.PageLimit;
import io.auterity.toolkit.paging.Pages;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Issues as documents, numbered within their project. */
record Issues(String provider, Documents documents, InstantSource clock) {

  private static final String COLLECTION = "issue";
  private static final PageLimit LIMIT = new PageLimit(50, 200);

  Issue create(NewIssue input, Optional<String> callKey) {
    IssueBody body = IssueBody.of(input, now());
    Document stored = documents.write(writer -> findOrAdd(writer, body, callKey));
    return issue(stored);
  }

  private static Document findOrAdd(Writer writer, IssueBody body, Optional<String> callKey) {
    Document stored =
        CallKey.find(writer, COLLECTION, callKey).orElseGet(() -> add(writer, body, callKey));
    CallKey.requireSame(callKey, IssueBody.read(stored).isAskedAs(body));
    return stored;
  }

  private static Document add(Writer writer, IssueBody body, Optional<String> callKey) {
    String project = body.project();
    if (writer.find(Projects.COLLECTION, "key", project).isEmpty()) {
      throw TrackerErrors.unknownProject(project);
    }
    String key = project + "-" + writer.next(COLLECTION + ":" + project);
    Document wanted = new Document(COLLECTION, key, body.json());
    return writer.addOrGet(wanted, CallKey.only(callKey)).document();
  }

  Issue get(String id) {
    return documents
        .get(COLLECTION, id)
        .map(this::issue)
        .orElseThrow(() -> TrackerErrors.unknownIssue(id));
  }

  Page<Issue> list(IssueQuery query) {
    int limit = LIMIT.of(query.limit());
    String after = query.cursor() == null ? null : query.cursor().value();
    List<Document> found = documents.list(COLLECTION, filter(query), after, limit + 1);
    return Pages.ofOneMore(found, limit, Document::id).map(this::issue);
  }

  private Json.Obj filter(IssueQuery query) {
    Map<String, Json> filter = new HashMap<>();
    Ref wanted = query.project();
    if (wanted != null) {
      String project = wanted.id();
      if (documents.find(Projects.COLLECTION, "key", project).isEmpty()) {
        throw TrackerErrors.unknownProject(project);
      }
      filter.put(IssueBody.PROJECT, Json.of(project));
    }
    IssueState state = query.state();
    if (state != null) {
      filter.put(IssueBody.STATE, Json.of(state.name()));
    }
    String label = query.label();
    if (label != null) {
      TrackerRules.checkText("label", label);
      filter.put(IssueBody.LABELS, Json.array(List.of(Json.of(label))));
    }
    return Json.object(filter);
  }

  Issue update(IssueUpdate update) {
    String id = update.issue().id();
    Document stored = documents.write(writer -> change(writer, id, update));
    return issue(stored);
  }

  private Document change(Writer writer, String id, IssueUpdate update) {
    Document before = writer.get(COLLECTION, id).orElseThrow(() -> TrackerErrors.unknownIssue(id));
    IssueBody after = IssueBody.read(before).apply(update, now());
    Document changed = new Document(COLLECTION, id, after.json());
    writer.put(changed);
    return changed;
  }

  private Issue issue(Document document) {
    return IssueBody.read(document).issue(provider, document.id());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
