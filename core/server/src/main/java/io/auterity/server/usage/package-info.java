/** What calls used and cost, as the API tells it. */
@NullMarked
package io.auterity.server.usage;

import org.jspecify.annotations.NullMarked;
