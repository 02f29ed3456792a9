/** Events of resources, posted to the webhooks that these declare. */
@NullMarked
package io.auterity.server.webhooks;

import org.jspecify.annotations.NullMarked;
