package io.auterity.plugins.git;

import io.auterity.spi.Call;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.git.CommitState;
import io.auterity.spi.git.CommitStatus;
import io.auterity.spi.git.CommitStatusQuery;
import io.auterity.spi.git.NewCommitStatus;
import io.auterity.toolkit.json.Fields;
import io.auterity.toolkit.paging.Pages;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The commit statuses of checks: a document for each check and commit. */
record Statuses(Host host) {

  CommitStatus create(NewCommitStatus input, Repositories repositories, Call call) {
    GitNames.line("context", input.context());
    GitNames.text("description", Objects.requireNonNullElse(input.description(), ""));
    GitNames.text("targetUrl", Objects.requireNonNullElse(input.targetUrl(), ""));
    return repositories.changing(
        input.repository(),
        call,
        repository -> {
          String sha = repository.commit("sha", input.sha()).name();
          return status(stored(document(repository.held(), sha, input)));
        });
  }

  private Document stored(Document document) {
    return host.documents()
        .write(
            writer -> {
              if (writer.get(document.collection(), document.id()).isPresent()) {
                writer.put(document);
              } else {
                writer.addOrGet(document, Map.of());
              }
              return document;
            });
  }

  private Document document(StoredRepository storedRepository, String sha, NewCommitStatus input) {
    Json.Obj body =
        Json.EMPTY
            .with("sha", Json.of(sha))
            .with("context", Json.of(input.context()))
            .with("state", Json.of(input.state().name()))
            .with("description", Json.of(input.description()))
            .with("targetUrl", Json.of(input.targetUrl()))
            .with("updatedAt", Json.of(host.now().toString()));
    return new Document(Host.statuses(storedRepository.id()), id(sha, input.context()), body);
  }

  private static String id(String sha, String context) {
    return sha + ":" + CallClaims.digest(context);
  }

  Page<CommitStatus> list(
      CommitStatusQuery query, Repositories repositories, RepositoryStore repositoryStore) {
    int limit = Host.LIMIT.of(query.limit());
    StoredRepository storedRepository = repositories.held(query.repository());
    String sha =
        repositoryStore.reading(
            storedRepository, repository -> repository.commit("sha", query.sha()).name());
    String after = query.cursor() == null ? null : query.cursor().value();
    List<Document> found =
        host.documents()
            .list(
                Host.statuses(storedRepository.id()),
                Json.EMPTY.with("sha", Json.of(sha)),
                after,
                limit + 1);
    Page<Document> page = Pages.ofOneMore(found, limit, Document::id);
    return new Page<>(page.items().stream().map(Statuses::status).toList(), page.next());
  }

  /** What a check says of a commit; null when it has said nothing. */
  @Nullable CommitState state(StoredRepository storedRepository, String sha, String context) {
    return host.documents()
        .get(Host.statuses(storedRepository.id()), id(sha, context))
        .map(document -> status(document).state())
        .orElse(null);
  }

  private static CommitStatus status(Document document) {
    Fields fields = Fields.of(document.body());
    return new CommitStatus(
        fields.text("context"),
        CommitState.valueOf(fields.text("state")),
        fields.optionalText("description").orElse(null),
        fields.optionalText("targetUrl").orElse(null),
        StoredRepository.instant(document.body(), "updatedAt"));
  }
}
