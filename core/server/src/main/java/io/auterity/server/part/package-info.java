/** What a part of the product contributes to the server, and what all of them stand on. */
@NullMarked
package io.auterity.server.part;

import org.jspecify.annotations.NullMarked;
