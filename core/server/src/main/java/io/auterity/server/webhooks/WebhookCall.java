package io.auterity.server.webhooks;

import io.auterity.platform.time.Time;
import io.auterity.platform.transport.BackgroundCall;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ProviderContext;
import java.time.Duration;

/** A message to a webhook as the transport sees it; it never waits for its turn. */
final class WebhookCall extends BackgroundCall implements Call {

  WebhookCall(Time time, Duration most) {
    super(time, most);
  }

  @Override
  public String capability() {
    return "webhook.notify";
  }

  @Override
  public void pause(Duration duration) {
    throw new CallFailedException(FailureCode.TIMEOUT, "the webhook is asked again later");
  }

  @Override
  public ProviderContext provider() {
    throw new IllegalStateException("no provider stands behind a webhook");
  }
}
