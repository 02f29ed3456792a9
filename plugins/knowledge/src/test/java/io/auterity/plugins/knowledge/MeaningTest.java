package io.auterity.plugins.knowledge;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Change;
import io.auterity.spi.Cursor;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.ProviderDirectory;
import io.auterity.spi.Ref;
import io.auterity.spi.knowledge.ContentHit;
import io.auterity.spi.knowledge.ContentSearch;
import io.auterity.spi.knowledge.Knowledge;
import io.auterity.spi.knowledge.NewPage;
import io.auterity.spi.knowledge.NewSpace;
import io.auterity.spi.knowledge.PageUpdate;
import io.auterity.spi.knowledge.WhichPage;
import io.auterity.spi.knowledge.WhichSpace;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeDirectory;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.FakeTime;
import io.auterity.testkit.contract.Failures;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.InflaterInputStream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.store.NIOFSDirectory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages that are found by what they mean: a real index, and a model that knows synonyms. */
class MeaningTest {

  static final Json.Obj CONFIG =
      Json.EMPTY.with(
          "embedding",
          Json.EMPTY.with("model", Json.of("m")).with("provider", Json.of("meanings")));

  private final Thesaurus model = new Thesaurus();
  private final FakeTime time = new FakeTime();
  private final Room room = new Room();
  private FakeProvider provider = KnowledgeStore.fresh().withConfig(CONFIG).withDirectory(room);
  private Knowledge wiki = open();
  private final Ref space = space("Handbook");

  private Knowledge open() {
    KnowledgeStore.open(provider);
    return new KnowledgeConnector(time).open(provider);
  }

  private FakeCall silent(String operation) {
    return FakeCall.of("knowledge." + operation, provider);
  }

  private FakeCall call(String operation) {
    return silent(operation).withBehalf(model);
  }

  private Ref space(String name) {
    return wiki.createSpace(new NewSpace(name, null), call("space.create")).ref();
  }

  private Ref page(String title, String body) {
    return wiki.createPage(new NewPage(space, null, title, body, null), call("page.create")).ref();
  }

  /** Written by somebody who may ask no model. */
  private Ref unread(String title, String body) {
    NewPage page = new NewPage(space, null, title, body, null);
    return wiki.createPage(page, silent("page.create")).ref();
  }

  private Page<ContentHit> search(String text, @Nullable Cursor cursor, int limit) {
    return wiki.searchContent(new ContentSearch(text, null, cursor, limit), call("content.search"));
  }

  private List<Ref> found(String text) {
    return search(text, null, 200).items().stream().map(ContentHit::page).toList();
  }

  private Path file(String name) {
    return provider.directory().path().resolve(name);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) tree.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(path);
      }
    }
  }

  private int kept() throws IOException {
    try (NIOFSDirectory folder = new NIOFSDirectory(file("vectors"))) {
      if (!DirectoryReader.indexExists(folder)) {
        return 0;
      }
      try (DirectoryReader reader = DirectoryReader.open(folder)) {
        return reader.numDocs();
      }
    }
  }

  // --- what is found
  // ------------------------------------------------------------------------------

  @Test
  void aPageIsFoundByWhatItMeans() {
    Ref cars = page("Garage", "Where an automobile sleeps.");
    page("Kitchen", "Where soup is made.");

    Page<ContentHit> found = search("vehicle", null, 10);

    assertThat(found.items()).extracting(ContentHit::page).containsExactly(cars);
    assertThat(found.items().getFirst().snippet()).isEqualTo("Where an automobile sleeps.");
    assertThat(found.total()).isEqualTo(1);
    assertThat(found.next()).isNull();
  }

  @Test
  void whatHasTheWordAndTheMeaningComesFirst() {
    Ref meant = page("A", "automobile");
    Ref both = page("B", "vehicle");
    Ref also = page("C", "car");

    assertThat(found("vehicle")).containsExactly(both, meant, also);
    assertThat(found("car")).containsExactly(also, meant, both);
  }

  @Test
  void thePassageThatMeansItIsShown() {
    page("Long", "# Soup\n\n" + "soup ".repeat(300) + "\n\n# Travel\n\nTake an automobile.\n");

    assertThat(search("vehicle", null, 10).items().getFirst().snippet())
        .isEqualTo("Take an automobile.");
  }

  @Test
  void onlyPagesOfTheSpaceAreFoundThere() {
    page("A", "automobile");
    Ref other = space("Other");
    NewPage page = new NewPage(other, null, "B", "automobile", null);
    Ref there = wiki.createPage(page, call("page.create")).ref();

    assertThat(
            wiki.searchContent(
                    new ContentSearch("vehicle", other, null, null), call("content.search"))
                .items())
        .extracting(ContentHit::page)
        .containsExactly(there);
  }

  @Test
  void pagesOfAListAreTheList() {
    for (int i = 0; i < 12; i++) {
      unread("Page " + i, i % 3 == 0 ? "vehicle" : i % 3 == 1 ? "automobile" : "soup");
    }
    List<Ref> whole = found("vehicle");

    Page<ContentHit> one = search("vehicle", null, 3);
    Page<ContentHit> two = search("vehicle", one.next(), 3);
    Page<ContentHit> three = search("vehicle", two.next(), 3);

    assertThat(whole).hasSize(8);
    assertThat(one.total()).isEqualTo(8);
    assertThat(Stream.of(one, two, three).flatMap(page -> page.items().stream()))
        .extracting(ContentHit::page)
        .isEqualTo(whole);
    assertThat(three.next()).isNull();
  }

  @Test
  void aListThatBeganWithMeaningsDoesNotGoOnWithoutThem() {
    page("A", "automobile");
    page("B", "vehicle");
    Cursor next = search("vehicle", null, 1).next();
    model.away(FailureCode.UNAVAILABLE);

    assertThat(Failures.field(() -> search("vehicle", next, 1))).isEqualTo("cursor");
  }

  @Test
  void aListThatBeganWithWordsAloneGoesOnSo() {
    page("A", "vehicle");
    page("B", "vehicle");
    page("C", "automobile");
    model.away(FailureCode.FORBIDDEN);
    Cursor next = search("vehicle", null, 1).next();
    model.away(null);

    assertThat(search("vehicle", next, 5).items()).hasSize(1);
  }

  @Test
  void whatIsLessLikeThanConfiguredIsNotFound() {
    page("Garage", "automobile in a long text of many other words that are there");
    provider =
        provider.withConfig(
            Json.EMPTY.with(
                "embedding",
                Json.EMPTY
                    .with("model", Json.of("m"))
                    .with("provider", Json.of("meanings"))
                    .with("similarity", Json.of(0.9))));
    wiki = open();

    assertThat(found("vehicle")).isEmpty();
    assertThat(found("automobile")).hasSize(1);
  }

  // --- what is asked for
  // --------------------------------------------------------------------------

  @Test
  void nothingIsAskedWithoutAModel() throws IOException {
    page("A", "automobile");
    assertThat(kept()).isPositive();
    provider = provider.withConfig(Json.EMPTY);
    wiki = open();
    model.asked();

    page("B", "automobile");
    assertThat(found("vehicle")).isEmpty();

    assertThat(model.asked()).isZero();
    assertThat(kept()).isZero();
  }

  @Test
  void aPageIsReadWhenItIsWritten() {
    page("A", "automobile");

    assertThat(model.texts()).containsExactly("A\nautomobile");
    found("vehicle");
    assertThat(model.texts()).containsExactly("vehicle");
  }

  @Test
  void onlyWhatChangedIsReadAnew() {
    Ref page = page("A", "# One\n\nfirst\n\n# Two\n\nsecond");
    assertThat(model.texts()).containsExactly("A > One\nfirst", "A > Two\nsecond");

    wiki.updatePage(
        new PageUpdate(page, Change.keep(), Change.to("# One\n\nfirst\n\n# Two\n\nautomobile")),
        call("page.update"));

    assertThat(model.texts()).containsExactly("A > Two\nautomobile");
    assertThat(found("vehicle")).containsExactly(page);
    assertThat(found("second")).isEmpty();
  }

  @Test
  void anIndexThatIsMadeAnewAsksNothingTwice() throws IOException {
    Ref page = page("A", "automobile");
    found("vehicle");
    model.texts();
    delete(file("index"));
    wiki = open();

    assertThat(found("vehicle")).containsExactly(page);
    assertThat(model.texts()).containsExactly("vehicle");
  }

  @Test
  void whatOthersWroteIsReadABoundedNumberAtATime() {
    for (int i = 0; i < 150; i++) {
      unread("Page " + i, "automobile");
    }

    assertThat(found("vehicle")).hasSize(128);
    assertThat(model.asked()).isEqualTo(5);
    assertThat(found("vehicle")).hasSize(150);
    found("vehicle");
    assertThat(model.texts()).hasSize(153);
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureCode.class,
      names = {"UNAVAILABLE", "TIMEOUT", "FORBIDDEN", "BUDGET_EXHAUSTED", "INVALID", "INTERNAL"})
  void aModelThatDoesNotAnswerLosesNothing(FailureCode why) {
    model.away(why);
    Ref meant = page("A", "automobile");
    Ref said = page("B", "vehicle");
    assertThat(found("vehicle")).containsExactly(said);
    model.away(null);

    time.advance(Duration.ofMinutes(1));
    boolean ofText = why == FailureCode.INVALID;

    assertThat(found("vehicle")).hasSize(ofText ? 1 : 2).contains(ofText ? said : meant);
  }

  @Test
  void aDefectBehindAWriteMakesNoFailureOfIt() {
    model.refuse(
        text -> {
          throw new IllegalStateException("a defect");
        });

    Ref page = page("A", "automobile");

    assertThat(wiki.getPage(new WhichPage(page), call("page.get")).body()).isEqualTo("automobile");
    model.refuse(text -> false);
    assertThat(found("vehicle")).containsExactly(page);
  }

  @Test
  void aModelThatIsAwayIsLeftAloneForAWhile() {
    model.away(FailureCode.UNAVAILABLE);
    page("A", "automobile");
    model.asked();

    page("B", "automobile");
    found("vehicle");
    assertThat(model.asked()).isZero();

    model.away(null);
    time.advance(Duration.ofSeconds(31));
    assertThat(found("vehicle")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 16})
  void aModelThatIsSlowIsAskedForLessAndGoesOn(int most) {
    for (int i = 0; i < 40; i++) {
      unread("Page " + i, "automobile");
    }
    model.slow(most);

    for (int i = 0; i < 20; i++) {
      found("vehicle");
    }

    assertThat(found("vehicle")).hasSize(40);
  }

  @Test
  void aModelThatHasMoreTimeIsAskedForMoreAfterAWhile() {
    for (int i = 0; i < 300; i++) {
      unread("Page " + i, "automobile");
    }
    model.slow(16);
    found("vehicle");
    model.slow(32);
    model.texts();

    found("vehicle");
    assertThat(model.texts()).hasSize(4 * 16 + 1);
    time.advance(Duration.ofMinutes(2));
    found("vehicle");
    model.texts();
    found("vehicle");
    assertThat(model.texts()).hasSize(4 * 32 + 1);
  }

  @Test
  void whatNoTimeIsEnoughForHoldsUpNothingElse() {
    model.endless(text -> text.contains("endless"));
    for (int i = 0; i < 5; i++) {
      unread("Endless " + i, "endless automobile");
    }
    Ref fine = unread("Fine", "automobile");

    for (int i = 0; i < 10; i++) {
      found("vehicle");
      time.advance(Duration.ofSeconds(31));
    }
    assertThat(found("vehicle")).containsExactly(fine);
    model.asked();

    assertThat(found("vehicle")).containsExactly(fine);
    assertThat(model.asked()).isEqualTo(1);
  }

  @Test
  void aCallerWhoMayNotAskKeepsNobodyElseFromIt() {
    model.away(FailureCode.FORBIDDEN);
    Ref page = page("A", "automobile");
    model.away(null);

    assertThat(found("vehicle")).containsExactly(page);
  }

  @Test
  void whatTheModelRefusesHoldsUpNothingElse() {
    model.refuse(text -> text.contains("odd"));
    Ref odd = unread("Odd", "odd automobile");
    Ref fine = unread("Fine", "automobile");

    found("vehicle");
    assertThat(found("vehicle")).containsExactly(fine);
    found("vehicle");
    model.asked();
    found("vehicle");

    assertThat(model.asked()).isEqualTo(1);
    assertThat(found("odd")).containsExactly(odd);
  }

  @Test
  void whatTheModelRefusesIsAskedForAgainOnceItIsChanged() {
    model.refuse(text -> text.contains("odd"));
    Ref page = page("A", "odd automobile");
    assertThat(found("vehicle")).isEmpty();
    PageUpdate update = new PageUpdate(page, Change.keep(), Change.to("automobile"));

    wiki.updatePage(update, call("page.update"));

    assertThat(found("vehicle")).containsExactly(page);
  }

  // --- what a search says when it was by keywords alone
  // --------------------------------------------------

  @ParameterizedTest
  @EnumSource(
      value = FailureCode.class,
      names = {"UNAVAILABLE", "RATE_LIMITED", "FORBIDDEN", "BUDGET_EXHAUSTED", "INVALID"})
  void aSearchWithoutTheModelSaysSoAndWhy(FailureCode why) {
    page("A", "automobile");
    model.away(why);

    assertThat(search("vehicle", null, 10).note())
        .startsWith("Found by keywords alone")
        .endsWith("(%s)".formatted(why.wire()));
    assertThat(search("automobile", null, 10).note()).contains(why.wire());

    model.away(null);
    time.advance(Duration.ofMinutes(1));
    assertThat(search("vehicle", null, 10).note()).isNull();
  }

  @Test
  void aSearchWithUnreadableVectorsSaysSo() throws IOException {
    page("A", "automobile");
    found("vehicle");
    unreadable(".cfs");
    wiki = open();

    assertThat(search("vehicle", null, 10).note()).contains("cannot be read");
  }

  @Test
  void aSearchOfAProviderWithoutModelSaysNothing() {
    provider = provider.withConfig(Json.EMPTY);
    wiki = open();
    page("A", "automobile");

    assertThat(search("automobile", null, 10).note()).isNull();
  }

  // --- what is kept
  // -------------------------------------------------------------------------------

  /** A directory with room for so many bytes more. */
  private static final class Room implements ProviderDirectory {

    private final FakeDirectory directory = new FakeDirectory();
    private long left = Long.MAX_VALUE;

    @Override
    public Path path() {
      return directory.path();
    }

    @Override
    public void require(long bytes) {
      if (bytes > left) {
        throw new CallFailedException(FailureCode.QUOTA_EXHAUSTED, "the directory is full");
      }
      left -= bytes;
    }
  }

  @Test
  void nothingIsPaidThatCannotBeKept() {
    Ref page = unread("A", "automobile");
    room.left = 0;

    assertThat(found("vehicle")).isEmpty();
    assertThat(model.texts()).containsExactly("vehicle");
    room.left = Long.MAX_VALUE;

    assertThat(found("vehicle")).containsExactly(page);
    assertThat(model.texts()).containsExactly("A\nautomobile", "vehicle");
  }

  @Test
  void asMuchIsAskedForAsThereIsRoomFor() throws IOException {
    page("A", "automobile");
    for (int i = 0; i < 40; i++) {
      unread("Page " + i, "automobile");
    }
    model.texts();
    room.left = 32 * (2_000 * 8 + 1_000) + 7 * (2_000 * 8 + 1_000);

    assertThat(found("vehicle")).hasSize(33);
    assertThat(model.texts()).hasSize(33);
    assertThat(found("vehicle")).hasSize(33);
    assertThat(model.texts()).containsExactly("vehicle");
  }

  @Test
  void longerVectorsThanExpectedArePaidOnceWhereTheyHaveNoRoom() {
    page("A", "automobile");
    Ref later = unread("B", "automobile");
    model.become("long", 4_096);
    model.texts();
    room.left = 2_000 * 8 + 1_000;

    found("soup");
    room.left = 2_000 * 8 + 1_000;
    found("soup");
    assertThat(model.texts()).containsOnlyOnce("B\nautomobile");
    room.left = Long.MAX_VALUE;

    found("soup");
    assertThat(found("vehicle")).contains(later);
  }

  @Test
  void aPageThatIsDeletedTakesItsVectorsAlong() throws IOException {
    Ref page = page("A", "automobile");
    found("vehicle");
    assertThat(kept()).isEqualTo(2);

    wiki.deletePage(new WhichPage(page), silent("page.delete"));

    assertThat(kept()).isZero();
  }

  @Test
  void aSpaceThatIsDeletedTakesTheVectorsOfItsPagesAlong() throws IOException {
    page("A", "automobile");
    page("B", "vehicle");

    wiki.deleteSpace(new WhichSpace(space), silent("space.delete"));

    assertThat(kept()).isZero();
  }

  @Test
  void anotherModelMakesAllAnew() throws IOException {
    Ref page = page("A", "automobile");
    found("vehicle");
    int before = kept();
    model.texts();
    model.become("dictionary", 100);

    assertThat(found("vehicle")).isEmpty();
    assertThat(found("vehicle")).containsExactly(page);

    assertThat(model.texts()).contains("A\nautomobile");
    found("vehicle");
    assertThat(kept()).isEqualTo(before);
  }

  @Test
  void vectorsAreAsLongAsTheModelMakesThem() {
    model.become("long", 4_096);
    Ref page = page("A", "automobile");
    assertThat(found("vehicle")).containsExactly(page);

    model.become("too long", 4_097);
    time.advance(Duration.ofMinutes(1));
    assertThat(found("automobile")).containsExactly(page);
    assertThat(found("vehicle")).isEmpty();
  }

  @Test
  void anotherModelInTheConfigurationMakesAllAnew() {
    Ref page = page("A", "automobile");
    model.texts();
    provider =
        provider.withConfig(
            Json.EMPTY.with(
                "embedding",
                Json.EMPTY
                    .with("model", Json.of("m"))
                    .with("provider", Json.of("meanings"))
                    .with("dimensions", Json.of(2_000))));
    wiki = open();

    assertThat(found("vehicle")).containsExactly(page);
    assertThat(model.texts()).containsExactly("A\nautomobile", "vehicle");
  }

  @ParameterizedTest
  @ValueSource(strings = {"segments_", ".cfs", ".si"})
  void vectorsThatCannotBeReadForAWhileAreKept(String part) throws IOException {
    Ref page = page("A", "automobile");
    found("vehicle");
    model.texts();
    Path away = unreadable(part);
    wiki = open();

    assertThat(found("automobile")).containsExactly(page);
    assertThat(found("vehicle")).isEmpty();
    page("B", "soup");
    assertThat(model.texts()).doesNotContain("A\nautomobile");
    Files.move(away, file("vectors").resolve(away.getFileName()), REPLACE_EXISTING);

    assertThat(found("vehicle")).containsExactly(page);
    assertThat(model.texts()).doesNotContain("A\nautomobile");
  }

  /** Puts one file aside; what stands in its place is there, and no read of it succeeds. */
  private Path unreadable(String part) throws IOException {
    try (Stream<Path> files = Files.list(file("vectors"))) {
      Path path = files.filter(each -> each.toString().contains(part)).findFirst().orElseThrow();
      Path away = Files.move(path, file(String.valueOf(path.getFileName())));
      Files.createSymbolicLink(path, path);
      return away;
    }
  }

  @Test
  void aPageThatCannotBeReadForAWhileCostsNoVectors() throws IOException {
    Ref page = page("A", "automobile");
    found("vehicle");
    model.texts();
    Map<Path, byte[]> before = texts();
    var _ = unread("B", "soup");
    Map<Path, byte[]> written = texts();
    written.keySet().removeAll(before.keySet());
    for (Path text : written.keySet()) {
      replace(text, new byte[0]);
    }
    Failures.expect(FailureCode.INTERNAL, () -> found("vehicle"));
    for (Map.Entry<Path, byte[]> text : written.entrySet()) {
      replace(text.getKey(), text.getValue());
    }

    assertThat(found("vehicle")).containsExactly(page);
    assertThat(model.texts()).doesNotContain("A\nautomobile");
  }

  /** The files of git that hold what pages say, each with its bytes. */
  private Map<Path, byte[]> texts() throws IOException {
    Map<Path, byte[]> texts = new HashMap<>();
    try (Stream<Path> files = Files.walk(file("pages.git/objects"))) {
      for (Path path : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        byte[] bytes = Files.readAllBytes(path);
        byte[] kind =
            new InflaterInputStream(new ByteArrayInputStream(bytes)).readNBytes("blob".length());
        if ("blob".equals(new String(kind, US_ASCII))) {
          texts.put(path, bytes);
        }
      }
    }
    return texts;
  }

  private static void replace(Path path, byte[] bytes) throws IOException {
    Files.delete(path);
    Files.write(path, bytes);
  }

  @Test
  void damagedVectorsAreMadeAnew() throws IOException {
    Ref page = page("A", "automobile");
    found("vehicle");
    try (Stream<Path> files = Files.list(file("vectors"))) {
      for (Path path : (Iterable<Path>) files::iterator) {
        if (!path.toString().endsWith("write.lock")) {
          Files.write(path, new byte[] {1, 2, 3});
        }
      }
    }
    wiki = open();

    assertThat(found("vehicle")).containsExactly(page);
  }
}
