package io.auterity.platform.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartListTest {

  private final List<String> done = new ArrayList<>();

  @Test
  void startsAllPartsPhaseByPhase() {
    new PartList(List.of(new Noted("database"), new Noted("gateway"))).start();

    assertThat(done)
        .containsExactly(
            "open database",
            "open gateway",
            "recover database",
            "recover gateway",
            "serve database",
            "serve gateway");
  }

  @Test
  void drainsAllPartsBeforeItClosesTheFirstAndTheLastPartEndsFirst() {
    new PartList(List.of(new Noted("database"), new Noted("gateway"))).close();

    assertThat(done)
        .containsExactly("drain gateway", "drain database", "close gateway", "close database");
  }

  @Test
  void endsEveryPartThoughSomeBreak() {
    PartList parts =
        new PartList(
            List.of(
                new Noted("audit"),
                new Broken(new IllegalStateException("needed by another")),
                new Noted("outbox"),
                new Broken(new NoClassDefFoundError("gone"))));

    parts.close();

    assertThat(done).containsExactly("drain outbox", "drain audit", "close outbox", "close audit");
  }

  @Test
  void aPartThatCannotStartEndsTheStart() {
    PartList parts =
        new PartList(List.of(new Broken(new IllegalStateException("no")), new Noted("gateway")));

    assertThatThrownBy(parts::start).hasMessage("no");
    assertThat(done).containsExactly("open gateway");
  }

  private final class Noted implements ProductPart {

    private final String name;

    Noted(String name) {
      this.name = name;
    }

    @Override
    public void open() {
      done.add("open " + name);
    }

    @Override
    public void recover() {
      done.add("recover " + name);
    }

    @Override
    public void serve() {
      done.add("serve " + name);
    }

    @Override
    public void drain() {
      done.add("drain " + name);
    }

    @Override
    public void close() {
      done.add("close " + name);
    }
  }

  private record Broken(Throwable failure) implements ProductPart {

    @Override
    public void recover() {
      fail();
    }

    @Override
    public void drain() {
      fail();
    }

    @Override
    public void close() {
      fail();
    }

    private void fail() {
      if (failure instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) failure;
    }
  }
}
