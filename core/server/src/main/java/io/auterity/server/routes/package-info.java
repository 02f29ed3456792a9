/** Routes tried out: what they would do with a call, and would have done with those recorded. */
@NullMarked
package io.auterity.server.routes;

import org.jspecify.annotations.NullMarked;
