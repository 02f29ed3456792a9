package io.auterity.server.web.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.bound.MemoryPool;
import io.auterity.platform.config.Settings;
import io.auterity.platform.json.ValueCount;
import io.auterity.platform.time.ManualTime;
import io.auterity.server.web.errors.ErrorWriter;
import io.auterity.server.web.errors.SlowBodyException;
import io.auterity.server.web.json.WebJson;
import io.auterity.spi.CallFailedException;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BodyLimitTest {

  private final ManualTime time = new ManualTime();
  private final MemoryPool pool = new MemoryPool(1_000_000);

  private BodyLimit.Counted body(Duration pause, int bytesAtOnce) {
    return counted(new Paused(pause, bytesAtOnce), 100_000);
  }

  private BodyLimit.Counted counted(ServletInputStream in, long most) {
    BodyWeight weight =
        BodyWeight.whole(pool.claim(MemoryPool.UNKNOWN), 0, 1_000, ValueCount.ofJson());
    return new BodyLimit.Counted(in, most, weight, time);
  }

  @Test
  void oneThatComesBelowTheFloorIsGivenUp() {
    assertThatExceptionOfType(SlowBodyException.class)
        .isThrownBy(() -> body(Duration.ofSeconds(1), 500).readAllBytes());
  }

  @Test
  void oneThatComesAtTheFloorIsReadToItsLimit() {
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> body(Duration.ofSeconds(1), 1024).readAllBytes())
        .withMessageContaining("at most 100000 bytes");
  }

  @Test
  void itsReaderMayTakeItsTime() throws IOException {
    BodyLimit.Counted body = body(Duration.ZERO, 1);

    for (int i = 0; i < 100; i++) {
      time.advance(Duration.ofMinutes(1));
      assertThat(body.read()).isZero();
    }
  }

  @Test
  void whoAsksForItAgainGetsNoMoreOfIt() throws Exception {
    HttpServletRequest request =
        fake(
            HttpServletRequest.class,
            Map.of(
                "isAsyncStarted",
                false,
                "getServletPath",
                "/",
                "getContentLengthLong",
                -1L,
                "getInputStream",
                new Paused(Duration.ZERO, 1_000)));
    BodyLimit limit =
        new BodyLimit(
            new Settings.Limits(100_000, 1_000),
            100_000,
            pool,
            time,
            new ErrorWriter(WebJson.mapper()));

    limit.doFilter(
        request,
        fake(HttpServletResponse.class, Map.of()),
        (limited, response) -> {
          assertThat(limited.getInputStream().readNBytes(60_000)).hasSize(60_000);
          assertThatExceptionOfType(CallFailedException.class)
              .isThrownBy(() -> limited.getInputStream().readNBytes(60_000));
        });
  }

  private static <T> T fake(Class<T> type, Map<String, Object> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answers.get(method.getName())));
  }

  @Test
  void silenceIsSlowToo() {
    BodyLimit.Counted body =
        counted(
            new Paused(Duration.ZERO, 1) {
              @Override
              public int read(byte[] buffer, int offset, int length) throws IOException {
                throw new IOException(new SocketTimeoutException());
              }
            },
            10);

    assertThatExceptionOfType(SlowBodyException.class).isThrownBy(body::read);
  }

  /** A body without end. */
  private class Paused extends ServletInputStream {
    private final Duration pause;
    private final int bytesAtOnce;

    Paused(Duration pause, int bytesAtOnce) {
      this.pause = pause;
      this.bytesAtOnce = bytesAtOnce;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      time.advance(pause);
      return Math.min(length, bytesAtOnce);
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isFinished() {
      return false;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException();
    }
  }
}
