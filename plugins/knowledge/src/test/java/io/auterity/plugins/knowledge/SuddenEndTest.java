package io.auterity.plugins.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.spi.Call;
import io.auterity.spi.Change;
import io.auterity.spi.Documents;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ProviderDirectory;
import io.auterity.spi.Ref;
import io.auterity.spi.knowledge.ContentSearch;
import io.auterity.spi.knowledge.KnowledgePage;
import io.auterity.spi.knowledge.NewPage;
import io.auterity.spi.knowledge.NewSpace;
import io.auterity.spi.knowledge.PageComment;
import io.auterity.spi.knowledge.PageMove;
import io.auterity.spi.knowledge.PageRevisionQuery;
import io.auterity.spi.knowledge.PageUpdate;
import io.auterity.spi.knowledge.WhichPage;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeDirectory;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.ForwardingDocuments;
import io.auterity.testkit.InMemoryDocuments;
import io.auterity.testkit.contract.Failures;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The process ends between a number, a commit and the index; or the index is not as it was. */
class SuddenEndTest {

  private final Ending ending = new Ending();
  private final FakeProvider provider =
      KnowledgeStore.fresh().withDocuments(ending).withDirectory(ending);
  private final KnowledgeStore before = KnowledgeStore.open(provider);
  private final Ref space = before.space("Handbook");

  /** As after a new start. */
  private KnowledgeStore after() {
    ending.next = End.NEVER;
    return KnowledgeStore.open(provider);
  }

  @ParameterizedTest
  @EnumSource(
      value = End.class,
      names = {"BEFORE_NUMBER", "AFTER_NUMBER", "BEFORE_COMMIT"})
  void aPageIsThereWhollyOrNotAtAllAndOnceWhenRepeated(End end) {
    NewPage input = new NewPage(space, null, "Letter", "Dear Sir", null);
    ending.next = end;
    assertThatThrownBy(
            () ->
                before
                    .knowledge()
                    .createPage(input, before.call("page.create").withIdempotencyKey("k")))
        .isInstanceOf(Ended.class);

    KnowledgeStore after = after();
    assertThat(after.titles(space, null)).isEmpty();
    KnowledgePage made = create(after, input);

    assertThat(create(after, input)).isEqualTo(made);
    assertThat(after.titles(space, null)).containsExactly("Letter");
    assertThat(after.found("Dear")).containsExactly(made.ref());
  }

  private static KnowledgePage create(KnowledgeStore store, NewPage input) {
    return store.knowledge().createPage(input, store.call("page.create").withIdempotencyKey("k"));
  }

  @Test
  void aPageThatNoIndexHeardOfIsFound() {
    before.page(space, null, "First", "zugzwang");
    assertThat(before.found("zugzwang")).hasSize(1);

    // The commit is made, and nobody searches before the end.
    Ref second = before.page(space, null, "Second", "zwischenzug");

    assertThat(after().found("zwischenzug")).containsExactly(second);
  }

  @Test
  void anOlderIndexCatchesUp() throws IOException {
    Ref changed = before.page(space, null, "First", "zugzwang");
    before.found("zugzwang");
    Path kept = copied(before.file("index"));
    before.write(changed, "zwischenzug");
    Ref second = before.page(space, null, "Second", "zugzwang");
    before.found("zugzwang");

    replace(before.file("index"), kept);

    assertThat(after().found("zugzwang")).containsExactly(second);
    assertThat(after().found("zwischenzug")).containsExactly(changed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"segments_", ".cfs", ".si"})
  void aDamagedIndexIsMadeAnew(String file) throws IOException {
    Ref page = before.page(space, null, "First", "zugzwang");
    before.found("zugzwang");
    before.page(space, null, "Second", "");
    for (Path path : files(before.file("index"))) {
      if (path.getFileName().toString().contains(file)) {
        Files.write(path, new byte[] {1, 2, 3});
      }
    }

    assertThat(after().found("zugzwang")).containsExactly(page);
  }

  @Test
  void aMissingIndexIsMadeAnew() throws IOException {
    Ref page = before.page(space, null, "First", "zugzwang");
    before.found("zugzwang");
    delete(before.file("index"));

    assertThat(before.found("zugzwang")).containsExactly(page);
    assertThat(after().found("zugzwang")).containsExactly(page);
  }

  @Test
  void anIndexOfPagesThatAreNotThereIsEmptied() throws IOException {
    before.page(space, null, "First", "zugzwang");
    Path pages = copied(before.file("pages.git"));
    before.page(space, null, "Second", "zugzwang");
    assertThat(before.found("zugzwang")).hasSize(2);

    // An older copy of the pages was restored.
    replace(before.file("pages.git"), pages);

    assertThat(after().found("zugzwang")).hasSize(1);
    assertThat(after().read(after().page(space, null, "Third", "")).ref().id()).isNotEqualTo("2");
  }

  /** The database was copied before the files: it knows nothing of the last numbers. */
  private KnowledgeStore restored() {
    return KnowledgeStore.open(provider.withDocuments(new InMemoryDocuments()));
  }

  @Test
  void numbersOfARestoredDatabaseNameNothingThatIsThere() {
    Ref page = before.page(space, null, "Letter", "Dear Sir");
    Ref kept = before.attached(page, "kept.txt", "kept");
    Ref said = before.comment(page, "kept");

    List<KnowledgeStore> restored = List.of(restored(), restored(), restored(), restored());
    for (int i = 0; i < 5; i++) {
      restored.get(0).attached(page, "new.txt", "new");
      restored.get(1).comment(page, "new");
      restored.get(2).space("New");
      restored.get(3).page(space, null, "New", "new");
    }

    assertThat(before.content(kept)).isEqualTo("kept");
    assertThat(before.comments(page))
        .hasSize(6)
        .filteredOn(comment -> comment.ref().equals(said))
        .extracting(PageComment::body)
        .containsExactly("kept");
    assertThat(before.read(page).title()).isEqualTo("Letter");
  }

  @ParameterizedTest
  @ValueSource(strings = {"space.create", "page.create", "page.update", "page.move"})
  void whoseTimeEndsWithTheCommitIsToldWhatWasMade(String operation) {
    Ref page = before.page(space, null, "Letter", "Dear Sir");
    FakeCall late = before.call(operation);
    ending.asked = 19;
    ending.atTwenty = late::cancel;

    switch (operation) {
      case "space.create" -> before.knowledge().createSpace(new NewSpace("Late", null), late);
      case "page.create" ->
          before.knowledge().createPage(new NewPage(space, null, "Late", null, null), late);
      case "page.update" ->
          assertThat(
                  before
                      .knowledge()
                      .updatePage(new PageUpdate(page, Change.to("Late"), Change.keep()), late)
                      .title())
              .isEqualTo("Late");
      default ->
          assertThat(
                  before.knowledge().movePage(new PageMove(page, null, null, 7), late).position())
              .isEqualTo(7);
    }

    assertThat(late.cancelled()).isTrue();
  }

  @Test
  void aRepetitionThatWasToldLooksAtNoHistory() {
    NewPage input = new NewPage(space, null, "Once", null, null);
    KnowledgePage made = create(before, input);
    before.knowledge().deletePage(new WhichPage(made.ref()), before.call("page.delete"));
    manyCommits();
    AtomicInteger looks = new AtomicInteger();

    Failures.expect(
        FailureCode.NOT_FOUND,
        () ->
            before
                .knowledge()
                .createPage(
                    input,
                    endingAt(1_000, looks, before.call("page.create").withIdempotencyKey("k"))));
    assertThat(looks.get()).isLessThan(10);
  }

  @Test
  void aHistoryIsLookedThroughOnlyWhileSomebodyWaits() {
    Ref page = before.page(space, null, "Letter", "Dear Sir");
    manyCommits();
    Call call = endingAt(10, new AtomicInteger(), before.call("revision.list"));

    Failures.expect(
        FailureCode.CANCELLED,
        () -> before.knowledge().listRevisions(new PageRevisionQuery(page, null, null), call));
  }

  private void manyCommits() {
    for (int i = 0; i < 30; i++) {
      before.page(space, null, "Other", "");
    }
  }

  /** A call whose caller goes when it has been looked after so often. */
  private static Call endingAt(int most, AtomicInteger looks, FakeCall call) {
    return (Call)
        Proxy.newProxyInstance(
            SuddenEndTest.class.getClassLoader(),
            new Class<?>[] {Call.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("cancelled") && looks.incrementAndGet() == most) {
                call.cancel();
              }
              return method.invoke(call, arguments);
            });
  }

  @Test
  void whatWasIndexedBeforeTheCallerLeftIsNotIndexedAgain() {
    for (int i = 0; i < 40; i++) {
      before.page(space, null, "Page " + i, "zugzwang");
    }
    ContentSearch search = new ContentSearch("zugzwang", null, null, null);
    Call gone = endingAt(25, new AtomicInteger(), before.call("content.search"));
    Failures.expect(FailureCode.CANCELLED, () -> before.knowledge().searchContent(search, gone));

    AtomicInteger looks = new AtomicInteger();
    KnowledgeStore after = after();
    Call patient = endingAt(1_000, looks, after.call("content.search"));
    assertThat(after.knowledge().searchContent(search, patient).total()).isEqualTo(40);
    assertThat(looks.get()).isBetween(1, 39);
  }

  @Test
  void aLockThatAKilledServerLeftIsRemoved() throws IOException {
    before.page(space, null, "First", "");
    Path lock = before.file("pages.git/refs/heads/main.lock");
    Files.createFile(lock);
    Files.setLastModifiedTime(lock, FileTime.from(Instant.EPOCH.plusSeconds(1)));

    KnowledgeStore after = after();
    after.page(space, null, "Second", "");

    assertThat(after.titles(space, null)).containsExactly("First", "Second");
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) tree.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(path);
      }
    }
  }

  private static Path copied(Path folder) throws IOException {
    Path copy = folder.resolveSibling(folder.getFileName() + ".copy");
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) tree::iterator) {
        Files.copy(path, copy.resolve(folder.relativize(path)));
      }
    }
    return copy;
  }

  private static void replace(Path folder, Path by) throws IOException {
    delete(folder);
    Files.move(by, folder);
  }

  enum End {
    NEVER,
    BEFORE_NUMBER,
    AFTER_NUMBER,
    BEFORE_COMMIT
  }

  private static final class Ended extends RuntimeException {}

  /** Documents and files of a process that ends at one of them. */
  private static final class Ending implements ForwardingDocuments, ProviderDirectory {

    private final Documents kept = new InMemoryDocuments();
    private final FakeDirectory directory = new FakeDirectory();
    private End next = End.NEVER;
    private int asked;
    private Runnable atTwenty = () -> {};

    @Override
    public <T> T write(Function<Writer, T> work) {
      endAt(End.BEFORE_NUMBER);
      T result = kept.write(work);
      endAt(End.AFTER_NUMBER);
      return result;
    }

    @Override
    public Documents kept() {
      return kept;
    }

    @Override
    public Path path() {
      return directory.path();
    }

    @Override
    public void require(long bytes) {
      endAt(End.BEFORE_COMMIT);
      if (++asked == 20) {
        atTwenty.run();
      }
    }

    private void endAt(End end) {
      if (next == end) {
        throw new Ended();
      }
    }
  }
}
