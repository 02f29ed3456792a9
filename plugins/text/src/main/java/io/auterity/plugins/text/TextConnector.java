package io.auterity.plugins.text;

import io.auterity.inspect.Cards;
import io.auterity.inspect.Emails;
import io.auterity.inspect.Ibans;
import io.auterity.inspect.Inspection;
import io.auterity.inspect.IpAddresses;
import io.auterity.inspect.Phones;
import io.auterity.inspect.SocialSecurityNumbers;
import io.auterity.spi.Connector;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.text.Text;
import java.util.List;

/** Opens text operations for a provider. */
record TextConnector() implements Connector<Text> {

  @Override
  public String id() {
    return "local-text";
  }

  @Override
  public Class<Text> kind() {
    return Text.class;
  }

  @Override
  public Class<TextConfig> config() {
    return TextConfig.class;
  }

  @Override
  public Text open(ProviderContext context) {
    TextConfig config = context.config(TextConfig.class);
    return new TextClient(
        new Inspection(
            List.of(
                new Emails(),
                new Ibans(),
                new Cards(),
                new IpAddresses(),
                new SocialSecurityNumbers(),
                new Phones(config.region()))));
  }
}
