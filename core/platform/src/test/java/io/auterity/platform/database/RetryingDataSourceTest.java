package io.auterity.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetryingDataSourceTest {

  private static final Connection CONNECTION = proxy(Connection.class, () -> null);

  private final AtomicInteger tries = new AtomicInteger();
  private int away;
  private final DataSource source =
      new RetryingDataSource(proxy(DataSource.class, this::connect), Duration.ZERO);

  private interface Answer {
    @Nullable Object get() throws SQLException;
  }

  private static <T> T proxy(Class<T> type, Answer answer) {
    ClassLoader loader = RetryingDataSourceTest.class.getClassLoader();
    return type.cast(
        Proxy.newProxyInstance(
            loader,
            new Class<?>[] {type},
            (self, method, arguments) ->
                method.getName().equals("toString") ? type.getSimpleName() : answer.get()));
  }

  private Object connect() throws SQLException {
    tries.incrementAndGet();
    if (away > 0) {
      away--;
      throw new SQLException("away " + away);
    }
    return CONNECTION;
  }

  @AfterEach
  void clear() {
    Thread.interrupted();
  }

  @Test
  void tellsTheFirstFailureAtOnceAndThenTriesUntilItIsBack() throws SQLException {
    assertThat(source.getConnection()).isSameAs(CONNECTION);
    away = 100;

    assertThatThrownBy(source::getConnection).hasMessage("away 99");
    assertThat(tries).hasValue(2);
    assertThat(source.getConnection()).isSameAs(CONNECTION);
    assertThat(tries).hasValue(102);

    away = 1;
    assertThatThrownBy(source::getConnection).as("the next time as well").hasMessage("away 0");
  }

  @Test
  void tellsNowAndThenThatItIsStillAway() {
    away = 1_000;
    assertThatThrownBy(source::getConnection).hasMessage("away 999");

    assertThatThrownBy(source::getConnection).hasMessage("away 759");
    assertThatThrownBy(source::getConnection).hasMessage("away 519");
  }

  @Test
  void endsWhenItsPoolIsClosed() {
    away = 1_000;
    assertThatThrownBy(source::getConnection).isInstanceOf(SQLException.class);
    Thread.currentThread().interrupt();

    assertThatThrownBy(source::getConnection).hasMessage("away 998");
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }
}
