/** What goes over the wire to Google's models and comes back. */
@NullMarked
package io.auterity.plugins.ai.google.wire;

import org.jspecify.annotations.NullMarked;
