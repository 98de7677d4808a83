/** The command {@code stator}. */
@org.jspecify.annotations.NullMarked
module dev.stator.cli {
    requires dev.stator;
    requires dev.stator.engine;
    requires info.picocli;
    requires me.tongfei.progressbar;
    requires static org.jspecify;

    opens dev.stator.cli to
            info.picocli;
}
