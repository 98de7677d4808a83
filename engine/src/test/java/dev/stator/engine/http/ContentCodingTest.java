package dev.stator.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentCodingTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            ^^                                     |
            identity                               |
            br                                     |
            x-gzip                                 |
            gzip                                   | gzip
            GZIP, identity                         | gzip
            gzip, deflate                          | gzip
            deflate, gzip                          | deflate
            br,, deflate                           | deflate
            gzip;q=0.2, deflate;q=0.7              | deflate
            gzip;q=0                               |
            gzip ; q=0.0                           |
            gzip;q=0, gzip;q=0.5                   | gzip
            gzip;q=0.0001                          | gzip
            *                                      | gzip
            *;q=0                                  |
            *, deflate                             | deflate
            *, deflate;q=0.5                       | gzip
            *, gzip;q=0.5                          | deflate
            *, gzip;q=0                            | deflate
            identity, gzip;q=0.5                   | gzip
            deflate;q=0.5, gzip;q=7                | gzip
            deflate;q=7, gzip;q=8                  | deflate
            deflate;q=-1, gzip;q=0.1               | gzip
            deflate;q=0.5, gzip;q=none             | gzip
            deflate;q=0.5, gzip;q=0.9;q=0.1        | gzip
            gzip;xq=0                              |
            gzip br                                |
            gzip:q=1                               |
            "gzip"                                 |
            """)
    void theServiceChoosesInAWayOfItsOwn(String header, String coding) {
        assertThat(ContentCoding.accepted(header == null ? "" : header).map(ContentCoding::token))
                .isEqualTo(Optional.ofNullable(coding));
    }
}
