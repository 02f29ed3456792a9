package io.auterity.plugins.git;

import io.auterity.spi.Call;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.git.NewReview;
import io.auterity.spi.git.Review;
import io.auterity.spi.git.ReviewQuery;
import io.auterity.spi.git.ReviewVerdict;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.json.Fields;
import io.auterity.toolkit.paging.Pages;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reviews of pull requests; each belongs to the commit that was the newest when it was made. */
record Reviews(Host host) {

  private static final int MOST = 1_000;

  Review create(NewReview input, Pulls pulls, Call call) {
    String body = Objects.requireNonNullElse(input.body(), "");
    GitNames.text("body", body);
    if (body.isBlank() && input.verdict() != ReviewVerdict.APPROVE) {
      throw Refusal.invalid("body", "must say what you mean unless you approve");
    }
    Pulls.Place place = pulls.place(input.pull());
    String head = Objects.requireNonNullElse(pulls.get(input.pull(), call).headSha(), "");
    String collection = Host.reviews(place.held().id());
    String id =
        host.claims()
            .once(
                call,
                input,
                writer -> {
                  String next = Long.toString(writer.next(collection));
                  Json.Obj review = body(place, input.verdict(), body, head);
                  writer.addOrGet(new Document(collection, next, review), Map.of());
                  return next;
                });
    return host.documents()
        .get(collection, id)
        .map(document -> review(place, document))
        .orElseThrow(() -> GitErrors.unknown("pull", "the review of this call was deleted"));
  }

  private Json.Obj body(Pulls.Place place, ReviewVerdict verdict, String text, String head) {
    return Json.EMPTY
        .with("pull", Json.of(place.number()))
        .with("verdict", Json.of(verdict.name()))
        .with("body", Json.of(text))
        .with("sha", Json.of(head))
        .with("author", Json.of(host.config().committer().name()))
        .with("submittedAt", Json.of(host.now().toString()));
  }

  Page<Review> list(ReviewQuery query, Pulls pulls) {
    int limit = Host.LIMIT.of(query.limit());
    Pulls.Place place = pulls.place(query.pull());
    pulls.stored(place.held(), place.number());
    String after = query.cursor() == null ? null : query.cursor().value();
    List<Document> found =
        host.documents()
            .list(
                Host.reviews(place.held().id()),
                Json.EMPTY.with("pull", Json.of(place.number())),
                after,
                limit + 1);
    Page<Document> page = Pages.ofOneMore(found, limit, Document::id);
    return new Page<>(
        page.items().stream().map(document -> review(place, document)).toList(), page.next());
  }

  /** What reviews of this commit decide, oldest first; comments decide nothing. */
  List<ReviewVerdict> verdicts(StoredRepository storedRepository, int pull, String sha) {
    Json.Obj filter =
        Json.EMPTY.with("pull", Json.of(Integer.toString(pull))).with("sha", Json.of(sha));
    return host.documents().list(Host.reviews(storedRepository.id()), filter, null, MOST).stream()
        .map(document -> ReviewVerdict.valueOf(Fields.of(document.body()).text("verdict")))
        .filter(verdict -> verdict != ReviewVerdict.COMMENT)
        .toList();
  }

  private Review review(Pulls.Place place, Document document) {
    Fields fields = Fields.of(document.body());
    return new Review(
        new Ref(
            host.provider(),
            "%s#%s/reviews/%s".formatted(place.held().path(), place.number(), document.id())),
        fields.text("author"),
        ReviewVerdict.valueOf(fields.text("verdict")),
        fields.text("body"),
        fields.text("sha"),
        StoredRepository.instant(document.body(), "submittedAt"));
  }
}
