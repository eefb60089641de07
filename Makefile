# Two commands do everything: `make site` and `make test`. `make help` lists the rest.
PYTHON ?= python3.11
BIN := .venv/bin
STEP := scripts/step.sh
# the theme's notice about its own future is no warning about our pages
export NO_MKDOCS_2_WARNING = 1
# dates that tools put into files of their own accord: the first a zip archive knows
export SOURCE_DATE_EPOCH = 315532800

.PHONY: help site steps pages serve test check-fast lint check clean

help: ## 列出可用的命令
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

site: .venv/ready ## 生成网站和供下载的文件，放在 site/
	@$(BIN)/python scripts/alone.py $(MAKE) --no-print-directory steps

steps: pages
	@SITE_URL="$$($(BIN)/python scripts/build_pages.py --site-url)" \
		$(STEP) "生成网站 site/" $(BIN)/mkdocs build --strict
	@$(STEP) "打包离线版" $(BIN)/python scripts/pack_offline.py

pages: .venv/ready
	@$(STEP) "核对数据、生成页面 docs/" $(BIN)/python scripts/build_pages.py
	@$(STEP) "生成供下载的文件 docs/downloads/" $(BIN)/python scripts/build_downloads.py

check: .venv/ready ## 只核对数据
	@$(BIN)/python scripts/build_pages.py --check

serve: pages ## 本机预览，改了数据自动重建（Ctrl+C 退出）
	@$(BIN)/watchfiles --verbosity warning '$(BIN)/python scripts/build_pages.py' data handbook & \
	watcher=$$!; trap 'kill $$watcher' EXIT INT TERM; \
	$(BIN)/mkdocs serve

test: .venv/ready lint ## 安装测试所需的一切，跑全部测试
	@$(STEP) "准备浏览器、办公软件、可调的时钟" scripts/install_for_tests.sh
	@$(STEP) "跑全部测试" $(BIN)/python -m pytest -n logical --dist worksteal

check-fast: .venv/ready lint ## 一分钟内的检查，改代码时用：检查代码，跑不用浏览器、不用生成网站的测试
	@$(STEP) "跑轻便的测试" $(BIN)/python -m pytest -n logical --dist worksteal -m "not heavy"

lint: .venv/ready ## 检查代码
	@$(STEP) "检查代码" sh -c '$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy'

clean: .venv/ready ## 删去生成的页面、网站和虚拟环境（不动手写的文件）
	@$(BIN)/python scripts/build_pages.py --clean
	@rm -rf site .*.lock .venv .pytest_cache .mypy_cache .ruff_cache

.venv/ready: requirements.lock
	@$(STEP) -q "建立虚拟环境 .venv/" $(PYTHON) -m venv .venv
	@$(STEP) -q "安装依赖" $(BIN)/pip install --quiet --disable-pip-version-check -r requirements.lock
	@touch $@
