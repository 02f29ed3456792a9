package io.auterity.plugins.tracker;

import io.auterity.spi.Documents;
import io.auterity.spi.Documents.Added;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.Documents.Writer;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.tracker.NewProject;
import io.auterity.spi.tracker.Project;
import io.auterity.spi.tracker.ProjectQuery;
import io.auterity.toolkit.json.Fields;
import io.auterity.toolkit.paging.PageLimit;
import io.auterity.toolkit.paging.Pages;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Projects as documents; the key of a project is unique, and so is that of the call that made it.
 */
record Projects(String provider, Documents documents) {

  static final String COLLECTION = "project";

  private static final PageLimit LIMIT = new PageLimit(50, 200);

  Project create(NewProject input, Optional<String> callKey) {
    TrackerRules.checkKey(input.key());
    TrackerRules.checkLine("name", input.name());
    return project(documents.write(writer -> addOrFind(writer, input, callKey)));
  }

  private static Document addOrFind(Writer writer, NewProject input, Optional<String> callKey) {
    Json.Obj body = Json.object(Map.of("key", Json.of(input.key()), "name", Json.of(input.name())));
    Document wanted = new Document(COLLECTION, "p" + writer.next(COLLECTION), body);
    Added added = writer.addOrGet(wanted, CallKey.with("key", input.key(), callKey));
    if (added.created() || CallKey.holds(writer, added.document(), callKey)) {
      CallKey.requireSame(callKey, added.document().body().equals(body));
      return added.document();
    }
    throw TrackerErrors.projectExists(input.key());
  }

  Page<Project> list(ProjectQuery query) {
    int limit = LIMIT.of(query.limit());
    String after = query.cursor() == null ? null : query.cursor().value();
    List<Document> found = documents.list(COLLECTION, Json.EMPTY, after, limit + 1);
    return Pages.ofOneMore(found, limit, Document::id).map(this::project);
  }

  private Project project(Document document) {
    Fields fields = Fields.of(document.body());
    String key = fields.text("key");
    return new Project(new Ref(provider, key), key, fields.text("name"));
  }
}
