package io.auterity.plugins.knowledge;

import static io.auterity.testkit.contract.Failures.expect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Change;
import io.auterity.spi.Documents;
import io.auterity.spi.Documents.RaisedEvent;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import io.auterity.spi.knowledge.NewPage;
import io.auterity.spi.knowledge.PageCommentUpdate;
import io.auterity.spi.knowledge.PageMove;
import io.auterity.spi.knowledge.PageUpdate;
import io.auterity.spi.knowledge.SpaceUpdate;
import io.auterity.spi.knowledge.WhichPage;
import io.auterity.spi.knowledge.WhichPageComment;
import io.auterity.spi.knowledge.WhichSpace;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.FakeTime;
import io.auterity.testkit.ForwardingDocuments;
import io.auterity.testkit.InMemoryDocuments;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * The embedded knowledge store tells of spaces, pages and comments, each once and never falsely.
 */
class KnowledgeEventsTest {

  private final Breaking documents = new Breaking();
  private final FakeProvider provider = KnowledgeStore.fresh().withDocuments(documents);
  private final KnowledgeStore store = KnowledgeStore.open(provider);
  private final Ref space = store.space("Handbook");
  private int seen = 1;

  /** The events since it was last asked. */
  private List<RaisedEvent> told() {
    List<RaisedEvent> all = documents.kept.raised();
    List<RaisedEvent> fresh = all.subList(seen, all.size());
    seen = all.size();
    return fresh;
  }

  private List<String> types() {
    return told().stream().map(RaisedEvent::type).toList();
  }

  private void check() {
    new KnowledgeConnector(new FakeTime()).check(store.knowledge(), store.call("space.list"));
  }

  private void written(Ref page, String body) {
    store
        .knowledge()
        .updatePage(
            new PageUpdate(page, Change.keep(), Change.to(body)), store.call("page.update"));
  }

  @Test
  void aPageIsToldWithItsPlaceItsTitleAndItsCaller() {
    Ref page = store.page(space, null, "Letter", "Dear Sir");

    assertThat(told())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.type()).isEqualTo("knowledge.page.created");
              assertThat(event.subject()).isEqualTo(page.id());
              assertThat(event.record())
                  .isEqualTo(
                      Json.EMPTY
                          .with("page", Json.of(page.id()))
                          .with("space", Json.of(space.id()))
                          .with("title", Json.of("Letter"))
                          .with("by", Json.of("tester")));
            });
  }

  @Test
  void eachChangeIsToldByWhatItIs() {
    Ref page = store.page(space, null, "Letter", "Dear Sir");
    Ref other = store.page(space, null, "Other", "");
    written(page, "Dear Madam");
    written(page, "Dear Madam");
    store
        .knowledge()
        .movePage(new PageMove(page, null, other, null, null), store.call("page.move"));
    Ref comment = store.comment(page, "Hm");
    store
        .knowledge()
        .updateComment(new PageCommentUpdate(comment, "Yes"), store.call("comment.update"));
    store.knowledge().deleteComment(new WhichPageComment(comment), store.call("comment.delete"));
    store.knowledge().deletePage(new WhichPage(page), store.call("page.delete"));
    store
        .knowledge()
        .updateSpace(
            new SpaceUpdate(space, Change.to("Manual"), Change.keep()), store.call("space.update"));
    store.knowledge().deleteSpace(new WhichSpace(space), store.call("space.delete"));

    assertThat(types())
        .containsExactly(
            "knowledge.page.created",
            "knowledge.page.created",
            "knowledge.page.updated",
            "knowledge.page.moved",
            "knowledge.comment.created",
            "knowledge.comment.updated",
            "knowledge.comment.deleted",
            "knowledge.page.deleted",
            "knowledge.space.updated",
            "knowledge.space.deleted");
  }

  @Test
  void whatIsRefusedOrRepeatedIsNotTold() {
    NewPage input = new NewPage(space, null, "Letter", "Dear Sir", null);
    for (int i = 0; i < 3; i++) {
      store.knowledge().createPage(input, store.call("page.create").withIdempotencyKey("k"));
    }
    expect(FailureCode.INVALID, () -> store.page(space, null, " ", ""));
    expect(FailureCode.NOT_FOUND, () -> written(Ref.of("77"), ""));

    assertThat(types()).containsExactly("knowledge.page.created");
    assertThat(documents.kept.list("telling", Json.EMPTY, null, 10)).isEmpty();
  }

  @Test
  void aCommitWhoseEventIsRefusedStandsAndIsToldByTheNextCheck() {
    Ref page = store.page(space, null, "Letter", "Dear Sir");
    told();
    documents.left = 1;

    written(page, "Dear Madam");
    documents.left = Integer.MAX_VALUE;
    check();
    check();

    assertThat(store.read(page).body()).isEqualTo("Dear Madam");
    assertThat(types()).containsExactly("knowledge.page.updated");
  }

  @Test
  void aCommitThatIsNotMadeIsNotTold() {
    Ref page = store.page(space, null, "Letter", "Dear Sir");
    told();
    documents.left = 0;

    assertThatThrownBy(() -> written(page, "Dear Madam")).isInstanceOf(CallFailedException.class);
    documents.left = Integer.MAX_VALUE;
    check();

    assertThat(store.read(page).body()).isEqualTo("Dear Sir");
    assertThat(types()).isEmpty();
  }

  /** Documents that refuse all writes but the next ones. */
  private static final class Breaking implements ForwardingDocuments {

    private final InMemoryDocuments kept = new InMemoryDocuments();
    private int left = Integer.MAX_VALUE;

    @Override
    public <T> T write(Function<Writer, T> work) {
      if (left-- <= 0) {
        throw new CallFailedException(FailureCode.UNAVAILABLE, "no database");
      }
      return kept.write(work);
    }

    @Override
    public Documents kept() {
      return kept;
    }
  }
}
