/** Webhooks of vendors: the door that they call, and the routes by which they are looked after. */
@NullMarked
package io.auterity.server.hooks;

import org.jspecify.annotations.NullMarked;
