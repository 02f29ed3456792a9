package io.auterity.plugins.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Ref;
import io.auterity.spi.knowledge.PageRevision;
import io.auterity.spi.knowledge.PageRevisionQuery;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A real repository that is packed beside its readers and writers. */
class PackingTest {

  private final KnowledgeStore store = KnowledgeStore.open();
  private final Ref space = store.space("Handbook");
  private final FakeTime time = new FakeTime(Instant.EPOCH.plus(Duration.ofDays(365)));
  private final PageArchive archive =
      new PageArchive(
          new KnowledgeContext(store.provider(), new KnowledgeConfig(null, null), time));

  private Packing packing(int most) {
    KnowledgeContext knowledgeContext =
        new KnowledgeContext(store.provider(), new KnowledgeConfig(null, null), time);
    Packing packing = new Packing(knowledgeContext, archive, most);
    packing.checked(store.call("check"));
    return packing;
  }

  /** As checks and writes do one after another until there was the time. */
  private void pack(Packing packing) throws IOException {
    for (int i = 0; i < 20 && loose() > 0; i++) {
      packing.checked(store.call("check"));
      packing.written(store.call("page.create"));
      time.advance(Duration.ofHours(1));
    }
  }

  private long files(String ending) throws IOException {
    try (Stream<Path> tree = Files.walk(archive.place().resolve("objects"))) {
      return tree.filter(Files::isRegularFile)
          .filter(path -> path.toString().endsWith(ending))
          .count();
    }
  }

  private long loose() throws IOException {
    try (Stream<Path> tree = Files.walk(archive.place().resolve("objects"))) {
      return tree.filter(Files::isRegularFile)
          .filter(path -> path.toString().matches(".*/[0-9a-f]{2}/[0-9a-f]{38}"))
          .count();
    }
  }

  @Test
  void whatWasWrittenIsPackedAndReadAsBefore() throws IOException {
    Ref page = store.page(space, null, "Page", "one");
    Ref file = store.attached(page, "a.txt", "bytes");
    for (int i = 0; i < 10; i++) {
      store.write(page, "text " + i);
    }
    List<PageRevision> before = revisions(page);

    pack(packing(40));

    assertThat(loose()).isZero();
    assertThat(files(".pack")).isEqualTo(1);
    KnowledgeStore after = KnowledgeStore.open(store.provider());
    assertThat(after.read(page).body()).isEqualTo("text 9");
    assertThat(after.content(file)).isEqualTo("bytes");
    assertThat(revisions(page)).isEqualTo(before).hasSize(11);
    assertThat(store.found("text")).containsExactly(page);
  }

  private List<PageRevision> revisions(Ref page) {
    return store
        .knowledge()
        .listRevisions(new PageRevisionQuery(page, null, 50), store.call("revision.list"))
        .items();
  }

  @Test
  void fewObjectsAreLeftAsTheyAreAndTheFirstCheckWaitsForNothing() throws IOException {
    store.page(space, null, "Page", "one");
    long before = loose();

    packing(1_000).checked(store.call("check"));
    packing(1);

    assertThat(loose()).isEqualTo(before).isPositive();
  }

  @Test
  void whatACheckHasNoTimeForANextWriteDoes() throws IOException {
    store.page(space, null, "Page", "one");
    Packing packing = packing(1);

    packing.checked(store.call("check").withRemaining(Duration.ofNanos(1)));
    assertThat(store.titles(space, null)).containsExactly("Page");
    for (int i = 0; i < 20 && loose() > 0; i++) {
      packing.written(store.call("page.create"));
    }

    assertThat(loose()).isZero();
    assertThat(store.titles(space, null)).containsExactly("Page");
  }

  @Test
  void readersAndWritersLoseNothingMeanwhile() throws Exception {
    Packing packing = packing(1);
    List<Ref> pages = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      pages.add(store.page(space, null, "Page " + i, "text"));
    }
    AtomicBoolean over = new AtomicBoolean();
    List<Callable<Integer>> others = new ArrayList<>();
    others.add(() -> written(pages.getFirst()));
    others.add(() -> read(pages, over));
    others.add(() -> read(pages, over));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> tasks = others.stream().map(threads::submit).toList();
      while (!tasks.getFirst().isDone()) {
        packing.checked(store.call("check"));
      }
      over.set(true);
      for (Future<Integer> task : tasks) {
        assertThat(done(task)).isPositive();
      }
    }

    assertThat(revisions(pages.getFirst())).hasSize(31);
  }

  private static int done(Future<Integer> task) throws InterruptedException, ExecutionException {
    return task.get();
  }

  private int written(Ref page) {
    for (int i = 0; i < 30; i++) {
      store.write(page, "text " + i);
    }
    return 30;
  }

  private int read(List<Ref> pages, AtomicBoolean over) {
    int times = 0;
    while (!over.get()) {
      for (Ref page : pages) {
        assertThat(store.read(page).body()).startsWith("text");
      }
      FakeCall call = store.call("revision.list");
      store.knowledge().listRevisions(new PageRevisionQuery(pages.getFirst(), null, 5), call);
      times++;
    }
    return times;
  }
}
